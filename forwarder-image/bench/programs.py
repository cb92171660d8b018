"""Runs the two sides of a comparison: programs of this folder, DPDK's testpmd and DPDK's l3fwd example."""
import json
import os
import pathlib
import re
import select
import subprocess
import sys
import time

ROUNDS_TESTPMD = 8  # bursts of 32 on their way round: as many packets as BENCH_LOOP_PACKETS
ANSWER_SECONDS = 60
LEAST_CPU_NANOS = 5_000_000
STARVED_TRIES = 10


class Machine:
    """Where programs are, and what they may use."""

    def __init__(self, build, hugepages_mib):
        self.build = pathlib.Path(build) / "bench"
        self.hugepages_mib = hugepages_mib
        self.cpus = sorted(os.sched_getaffinity(0))

    @property
    def worker_cpu(self):
        """The CPU of the forwarding thread, on either side: the last one."""
        return self.cpus[-1]

    def dpdk_arguments(self):
        """Memory of DPDK's own programs as core/eal.c asks for it."""
        memory = ["--in-memory", "-m", str(self.hugepages_mib)] if self.hugepages_mib else ["--no-huge", "--no-shconf", "-m", "256"]
        return ["--no-pci", "--no-telemetry", "--iova-mode=va", "--log-level=warning", *memory]


def failed(what, run):
    sys.exit(f"{what} failed:\n{run.stdout[-1000:]}\n{run.stderr[-2000:]}")


def ours(machine, program, *options):
    """The JSON line of a program of this folder."""
    command = [str(machine.build / program), *map(str, options), "--hugepages", str(machine.hugepages_mib)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        failed(" ".join(command), run)
    return json.loads(run.stdout.splitlines()[-1])


def rate(result):
    """Packets a second of CPU time."""
    return result["packets"] * 1e9 / result["cpuNanos"]


def ours_rate(machine, program, *options):
    """The rate of a program of this folder; again when its thread had hardly any CPU, as on a machine that is very busy."""
    for _ in range(STARVED_TRIES):
        result = ours(machine, program, *options)
        if result["cpuNanos"] >= LEAST_CPU_NANOS:
            return rate(result)
    return sys.exit(f"{program} got no CPU in {STARVED_TRIES} tries: the machine is too busy to measure anything")


def l3fwd(machine, seconds):
    """Packets a second of CPU time of the l3fwd example (LPM, one ring port); bench_feed.c in it measures."""
    command = [str(machine.build.parent / "l3fwd"), "--lcores", f"0@{machine.worker_cpu}", *machine.dpdk_arguments(),
               "--vdev=net_ring0", "--", "-p", "1", "--config=(0,0,0)", "--lookup=lpm",
               "--relax-rx-offload", "-P"]
    run = subprocess.run(command, capture_output=True, text=True, check=False,
                         env={**os.environ, "BENCH_SECONDS": str(seconds)})
    lines = [line for line in run.stdout.splitlines() if line.startswith('{"packets"')]
    if not lines:
        failed(" ".join(command), run)
    return rate(json.loads(lines[-1]))


class Testpmd:
    """An interactive testpmd that swaps MACs on one ring port."""

    def __init__(self, machine):
        command = ["stdbuf", "-oL", "dpdk-testpmd", "--lcores", f"0@{machine.cpus[0]},1@{machine.worker_cpu}", *machine.dpdk_arguments(),
                   "--vdev=net_ring0", "--", "-i", "--nb-cores=1", "--forward-mode=macswap", "--port-topology=loop",
                   "--total-num-mbufs=4096", "--no-mlockall"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        bufsize=0)
        self.output = ""
        self.read_until(r"testpmd> ")

    def read_until(self, pattern):
        deadline = time.monotonic() + ANSWER_SECONDS
        while not re.search(pattern, self.output):
            ready, _, _ = select.select([self.process.stdout], [], [], 1)
            chunk = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            self.output += chunk.decode(errors="replace")
            if (ready and not chunk) or time.monotonic() > deadline:
                sys.exit(f"testpmd does not answer:\n{self.output[-2000:]}")

    def say(self, command, pattern):
        """What it answers."""
        self.output = ""
        self.process.stdin.write(f"{command}\n".encode())
        self.read_until(pattern)
        return self.output

    def cpu_nanos(self):
        """CPU time of the forwarding thread."""
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            if (task / "comm").read_text().startswith("dpdk-worker"):
                return int((task / "schedstat").read_text().split()[0])
        return sys.exit("testpmd has no forwarding thread")

    def instant(self):
        nanos = self.cpu_nanos()
        answer = self.say("show port stats 0", r"TX-bytes:")
        return int(re.search(r"RX-packets: *(\d+)", answer).group(1)), nanos

    def close(self):
        self.process.stdin.write(b"quit\n")
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def testpmd(machine, seconds):
    """Packets a second of CPU time of testpmd's macswap."""
    program = Testpmd(machine)
    try:
        program.say(f"start tx_first {ROUNDS_TESTPMD}", r"macswap[\s\S]*testpmd> ")
        time.sleep(seconds / 10)
        packets, nanos = program.instant()
        time.sleep(seconds)
        packets_after, nanos_after = program.instant()
    finally:
        program.close()
    return (packets_after - packets) * 1e9 / (nanos_after - nanos)
