"""Instructions a packet under callgrind, against the committed baseline: the same count again and again, whatever else
the machine does. What one more walk over a path's graph executes is the difference of two runs, so that neither
start-up nor the filling of rings is in it.

Usage: instructions.py BUILD_FOLDER [--write]      (--write: what is measured becomes the baseline)
"""
import json
import pathlib
import re
import subprocess
import sys

KINDS = ("swap", "ip-unchecked", "ip")
FEW, MANY = 200, 1200  # walks; each carries a full burst
BURST = 32
TRIES = 3  # runs of each count
TOLERANCE = 0.02
BASELINE = pathlib.Path(__file__).with_name("instructions.json")


def instructions(program, kind, walks):
    """All instructions of one run."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "--kind", kind, "--count", str(walks)],
        capture_output=True, text=True, check=False)
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or collected is None:
        sys.exit(f"callgrind of {kind} failed:\n{run.stderr[-2000:]}")
    packets = json.loads(run.stdout)["packets"]
    if packets != walks * BURST:
        sys.exit(f"{kind}: {packets} packets in {walks} walks, not {walks * BURST}")
    return int(collected.group(1))


def fewest(program, kind, walks):
    """Start-up executes more now and then (it looks for memory again), never less."""
    return min(instructions(program, kind, walks) for _ in range(TRIES))


def measure(build):
    """Instructions a packet of each kind."""
    program = str(pathlib.Path(build) / "bench" / "plain_bench")
    return {kind: (fewest(program, kind, MANY) - fewest(program, kind, FEW)) / ((MANY - FEW) * BURST)
            for kind in KINDS}


def changes(measured):
    """Kind -> how much it differs from the baseline, as a fraction."""
    baseline = json.loads(BASELINE.read_text())
    return {kind: measured[kind] / baseline[kind] - 1 for kind in KINDS}


def main():
    measured = measure(sys.argv[1])
    if "--write" in sys.argv:
        BASELINE.write_text(json.dumps({kind: round(value, 2) for kind, value in measured.items()}, indent=2) + "\n")
    failed = False
    for kind, change in changes(measured).items():
        failed |= abs(change) > TOLERANCE
        print(f"{kind:14} {measured[kind]:8.2f} instructions a packet, {100 * change:+.2f} % against the baseline")
    if failed:
        sys.exit("More than 2 % off the baseline. Where that is meant, 'make instructions-baseline' writes it anew; "
                 "the commit says why.")


if __name__ == "__main__":
    main()
