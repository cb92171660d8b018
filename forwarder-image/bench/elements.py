"""Measures what each class of elements costs: cycles a packet over several runs, and instructions a packet under callgrind.
Writes build/results/elements.json, and forwarder-image/bench/elements.tsv, from which docs/reference/elements/README.md
is generated.

Usage: elements.py BUILD_FOLDER [--quick]      (--quick: an impression, written to build/results/elements.json alone)
"""
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import page
from programs import Machine, ours
from run import noise_text, stolen_seconds

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIGURES = pathlib.Path(__file__).with_name("elements.tsv")
RUNS, QUICK_RUNS = 15, 3
WALKS, COUNTED_WALKS = 2000, 50


def run(command, **options):
    """What it prints; the program ends when it fails."""
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout[-1000:]}\n{result.stderr[-2000:]}")
    return result.stdout


def timed(program, runs):
    """Each run's line of the benchmark. A run measures every element once, so they are disturbed alike."""
    return [json.loads(run([program, "--count", str(WALKS)]).splitlines()[-1]) for _ in range(runs)]


def instructions(program):
    """Part of the output (CLASS, or 'CLASS without') -> instructions a packet."""
    parts = {}
    with tempfile.TemporaryDirectory() as folder:
        line = run(["valgrind", "--tool=callgrind", "--toggle-collect=bench_rig_process", "--callgrind-out-file=counts", program,
                    "--count", str(COUNTED_WALKS)], cwd=folder)
        burst = json.loads(line.splitlines()[-1])["burst"]
        for path in pathlib.Path(folder).iterdir():
            text = path.read_text()
            part = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.M)
            if part is not None:
                total = re.search(r"^(?:totals|summary): (\d+)", text, re.M)
                parts[part.group(1)] = int(total.group(1)) / (COUNTED_WALKS * burst)
    return parts


def figures(lines, counted):
    """One row for each element."""
    rows = []
    for i, element in enumerate(lines[0]["elements"]):
        name = element["name"]
        cycles = [line["elements"][i]["cyclesPerPacket"] for line in lines]
        quartiles = statistics.quantiles(cycles, n=4)
        rows.append({"name": name, "cyclesPerPacket": round(statistics.median(cycles), 1), "low": round(quartiles[0], 1),
                     "high": round(quartiles[2], 1),
                     "instructionsPerPacket": round(counted[name] - counted.get(f"{name} without", 0), 1),
                     "note": element["note"]})
    return rows


def table(rows, measured_on):
    """The file that the page is generated from."""
    lines = [f"# {measured_on}"]
    lines += ["\t".join(str(row[key]) for key in ("name", "cyclesPerPacket", "low", "high", "instructionsPerPacket", "note"))
              for row in rows]
    return "\n".join(lines) + "\n"


def main():
    quick = "--quick" in sys.argv
    machine = Machine(ROOT / sys.argv[1], 0)
    program = machine.build / "elements_bench"
    stolen = stolen_seconds()
    lines = timed(program, QUICK_RUNS if quick else RUNS)
    noise = ours(machine, "noise_bench", "--seconds", 3)
    stolen = stolen_seconds() - stolen
    rows = figures(lines, instructions(program))
    for row in rows:
        print(f"{row['name']:24} {row['cyclesPerPacket']:8.1f} cycles a packet ({row['low']:.1f} to {row['high']:.1f}), "
              f"{row['instructionsPerPacket']:7.1f} instructions")
    print(f"{noise_text(noise)}; stolen by the hypervisor: {stolen:.1f} s")
    results = ROOT / "build/results/elements.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(json.dumps({"runs": len(lines), "walks": WALKS, "noise": noise, "stolenSeconds": stolen,
                                   "elements": rows}, indent=2) + "\n")
    if not quick:
        FIGURES.write_text(table(rows, f"{page.cpu_model()}, {time.strftime('%Y-%m-%d')}; {noise_text(noise)}"))


if __name__ == "__main__":
    main()
