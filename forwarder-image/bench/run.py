"""Measures the rows of the forwarder's design table and writes build/results/bench.json and docs/performance.md.

Usage: run.py BUILD_FOLDER KEY HUGEPAGES_MIB [--quick] [--only NAME,...] [--l3fwd-missing REASON]
KEY says what is measured: an interrupted run with the same key goes on where it was.
"""
import argparse
import difflib
import pathlib

import page
from programs import Machine, ours
from results import Progress, markdown, table
from rows import ROWS

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Plan:
    """How long and how often."""

    def __init__(self, arguments):
        self.key = arguments.key  # of the sources that are measured
        self.machine = Machine(ROOT / arguments.build, arguments.hugepages)
        self.pairs = 3 if arguments.quick else 15
        self.seconds = 0.3 if arguments.quick else 1.0
        self.graph_seconds = 1 if arguments.quick else 10
        self.share_windows = 2 if arguments.quick else 10
        self.moves = 2000 if arguments.quick else 100000
        self.l3fwd_missing = arguments.l3fwd_missing
        self.mode = "`make bench QUICK=1`: few and short repetitions, an impression rather than a measurement" \
            if arguments.quick else "`make bench`"


def stolen_seconds():
    """Of all CPUs, by the hypervisor."""
    fields = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()
    return int(fields[8]) / 100


def noise_text(noise):
    return (f"gaps a second of a thread that only reads the time: {noise['gapsOver1us']:.0f} over 1 us, "
            f"{noise['gapsOver10us']:.0f} over 10 us, {noise['gapsOver100us']:.1f} over 100 us, the largest "
            f"{noise['largestGapMicros']:.0f} us; the slowest hundredth of 20,000 repetitions of one piece of work took "
            f"{noise['workP99Percent']:.1f} % longer than the median")


def document(rows, plan, noises, stolen):
    """docs/performance.md: the results in their frame."""
    noise = [f"- {when}: {noise_text(noise)}." for when, noise in noises.items()]
    noise.append(f"- stolen by the hypervisor over the whole run: {stolen:.1f} s of CPU time.")
    page.write("performance.md", {"@ROWS@": markdown(rows), "@MACHINE@": page.machine(plan.machine), "@MODE@": plan.mode,
                                  "@NOISE@": "\n".join(noise)})


def names(text):
    """Those of --only, each of a function that measures one row or a few."""
    wanted = text.split(",")
    for name in wanted:
        if name not in ROWS:
            nearest = difflib.get_close_matches(name, ROWS, 1, 0)[0]
            raise argparse.ArgumentTypeError(f"there is no {name!r}; the nearest is {nearest}, and there are: {', '.join(ROWS)}")
    return wanted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("key")
    parser.add_argument("hugepages", type=int)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", type=names)
    parser.add_argument("--l3fwd-missing", default="")
    arguments = parser.parse_args()
    plan = Plan(arguments)
    wanted = arguments.only or list(ROWS)
    progress = Progress(ROOT / ".fairlane/bench/progress.json", f"{arguments.key} quick={arguments.quick}")
    noises = {"before": progress.step("noise of the machine, before", lambda: ours(plan.machine, "noise_bench", "--seconds", 3))}
    stolen_before = progress.step("stolen time so far", stolen_seconds)
    rows = []
    for name in wanted:
        rows += progress.step(name, lambda name=name: ROWS[name](plan))
    noises["after"] = progress.step("noise of the machine, after", lambda: ours(plan.machine, "noise_bench", "--seconds", 3))
    stolen = stolen_seconds() - stolen_before
    print("\n" + table(rows) + "\n")
    for when, noise in noises.items():
        print(f"{when}: {noise_text(noise)}")
    print(f"stolen by the hypervisor: {stolen:.1f} s")
    if not arguments.only:
        document(rows, plan, noises, stolen)
    progress.finish(ROOT / "build/results/bench.json", rows)
    print("\nbuild/results/bench.json" + ("" if arguments.only else ", docs/performance.md"))


if __name__ == "__main__":
    main()
