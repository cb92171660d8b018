"""Pages of docs/ that are written from results: a frame beside this file, NAME.in, with marks for what was measured."""
import pathlib
import platform
import time

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"


def cpu_model():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def machine(of):
    """What the figures were measured on, for people; of: programs.Machine."""
    pages = f"{of.hugepages_mib} MiB of hugepages" if of.hugepages_mib else "ordinary pages (no hugepages)"
    return f"{len(of.cpus)} CPUs ({cpu_model()}), Linux {platform.release()}, {pages} on both sides"


def write(name, values):
    """Writes docs/NAME from NAME.in, each mark replaced by its value; @DATE@ by today."""
    text = (HERE / f"{name}.in").read_text()
    for mark, value in {**values, "@DATE@": time.strftime("%Y-%m-%d")}.items():
        text = text.replace(mark, value)
    (DOCS / name).write_text(text)
