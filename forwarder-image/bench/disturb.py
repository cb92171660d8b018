"""Healthy paths under stops, stalls and competition for their CPU: does the watchdog stop one of them?

Usage: disturb.py BUILD_FOLDER KEY HUGEPAGES_MIB MINUTES
Starts quarantine_bench on the last CPU and disturbs it until it ends, each disturbance of a random kind and length; writes
build/results/false-quarantines.json. KEY says what is measured.
"""
import datetime
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

from programs import Machine
from results import row

ROOT = pathlib.Path(__file__).resolve().parents[2]
RESULT = ROOT / "build/results/false-quarantines.json"
SEED = 1
LIVELY_SECONDS = 60
# Runs until it is killed, as real-time where it may.
COMPETITOR = """
import os, sys
priority = int(sys.argv[1])
if priority > 0:
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(priority))
else:
    os.nice(-priority)
while True:
    pass
"""


def compete(cpu, rng, priority, shortest, longest):
    """Another process on the same CPU; with a priority above 0 the CPU is its alone, as when the machine stalls."""
    with subprocess.Popen([sys.executable, "-c", COMPETITOR, str(priority)], stderr=subprocess.PIPE,
                          preexec_fn=lambda: os.sched_setaffinity(0, {cpu})) as competitor:
        time.sleep(rng.uniform(shortest, longest))
        ended = competitor.poll()
        competitor.kill()
        if ended is not None:
            sys.exit(f"a competing process ended by itself: {competitor.stderr.read().decode()[-500:]}")


def stop(process, rng):
    """The whole process is stopped, as by a debugger or a freezer."""
    process.send_signal(signal.SIGSTOP)
    time.sleep(rng.uniform(0.001, 2))
    process.send_signal(signal.SIGCONT)


def stutter(process, rng):
    """Many short stops: each may fall into a dispatch."""
    for _ in range(rng.randint(10, 100)):
        process.send_signal(signal.SIGSTOP)
        time.sleep(rng.uniform(0.0005, 0.03))
        process.send_signal(signal.SIGCONT)
        time.sleep(rng.uniform(0.0005, 0.03))


KINDS = {
    "stop": lambda process, cpu, rng: stop(process, rng),
    "stutter": lambda process, cpu, rng: stutter(process, rng),
    "compete": lambda process, cpu, rng: compete(cpu, rng, 0, 0.1, 5),
    "compete-nicely": lambda process, cpu, rng: compete(cpu, rng, -10, 0.1, 5),
    "stall": lambda process, cpu, rng: compete(cpu, rng, 1, 0.05, 0.4),
    "quiet": lambda process, cpu, rng: time.sleep(rng.uniform(0.1, 2)),
}


def disturb(process, cpu):
    """Until the process ends; how often each kind was done."""
    rng, counts, told = random.Random(SEED), dict.fromkeys(KINDS, 0), time.monotonic()
    while process.poll() is None:
        kind = rng.choice(list(KINDS))
        KINDS[kind](process, cpu, rng)
        counts[kind] += 1
        if time.monotonic() - told > LIVELY_SECONDS:
            told = time.monotonic()
            print("  " + ", ".join(f"{count} {name}" for name, count in counts.items()), flush=True)
    return counts


def measure(machine, key, minutes):
    cpu = machine.worker_cpu
    command = [str(machine.build / "quarantine_bench"), "--seconds", str(60 * minutes), "--hugepages", str(machine.hugepages_mib)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=lambda: os.sched_setaffinity(0, {cpu})) as process:
        counts = disturb(process, cpu)
        output = process.stdout.read()
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return {"key": key, "date": datetime.date.today().isoformat(), "minutes": minutes, "disturbances": counts,
            **json.loads(output.splitlines()[-1])}


def last():
    """The last result, or None."""
    return json.loads(RESULT.read_text()) if RESULT.exists() else None


def result(taken, key):
    """Its row; key: of the sources as they are now."""
    what = ", ".join(f"{count} {kind}" for kind, count in taken["disturbances"].items() if kind != "quiet")
    enough = taken["minutes"] >= 60
    return row("false-quarantines", taken["stopped"], "paths stopped", "0 in an hour",
               taken["stopped"] == 0 if enough or taken["stopped"] else None,
               f"`make false-quarantines` on {taken['date']}, {taken['minutes']:.0f} min, eight paths with "
               f"{taken['cpuNanos'] / 1e9:.0f} s of CPU time and {taken['dispatches']} dispatches; disturbances: {what}"
               + ("" if enough else "; too short to say")
               + ("" if taken["key"] == key else "; the forwarder's sources have changed since"))


def main():
    build, key, hugepages, minutes = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    taken = measure(Machine(ROOT / build, hugepages), key, minutes)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(taken, indent=2) + "\n")
    shown = result(taken, key)
    print(f"{shown['name']}: {shown['value']} {shown['unit']} (goal: {shown['goal']}); {shown['note']}")
    sys.exit(1 if taken["stopped"] else 0)


if __name__ == "__main__":
    main()
