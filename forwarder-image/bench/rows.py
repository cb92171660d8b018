"""The rows of the forwarder's design table: how each is measured and what it must reach."""
import statistics

import disturb
import instructions
from interval import median_interval, quantile, ratio_interval
from programs import l3fwd, ours, ours_rate, testpmd
from results import row, unmeasured

INCONCLUSIVE = 0.03  # half an interval of a ratio beyond this says more of the machine than of the programs


def reached(value, low, high, goal):
    """Whether a ratio is at least goal: where goal is inside the interval, only the median says."""
    note = "" if high - low <= 2 * INCONCLUSIVE * value else "; the interval is wide: the machine was not quiet"
    return value >= goal, note


def ratio_row(name, pairs, goal, text):
    """pairs: (ours, theirs), each as fast as it was."""
    value, low, high = ratio_interval(*zip(*pairs))
    holds, wide = reached(value, low, high, goal)
    return row(name, value, "ratio", f">= {goal:.2f}", holds, text + wide, low, high)


def in_turns(plan, sides):
    """A B, B A, A B ...: one tuple of rates for each pair, in the order of sides."""
    pairs = []
    for i in range(plan.pairs):
        order = range(len(sides)) if i % 2 == 0 else reversed(range(len(sides)))
        taken = {side: sides[side]() for side in order}
        pairs.append(tuple(taken[side] for side in range(len(sides))))
    return pairs


def mega(values):
    return f"{statistics.median(values) / 1e6:.1f} Mp/s"


def macswap(plan):
    def own():
        return ours_rate(plan.machine, "forward_bench", "--kind", "swap", "--device", "ether", "--seconds", plan.seconds)

    pairs = in_turns(plan, [own, lambda: testpmd(plan.machine, plan.seconds)])
    own_rates, their_rates = zip(*pairs)
    return [ratio_row("macswap-vs-testpmd", pairs, 1.00,
                      f"net_ring, one core: {mega(own_rates)} with the scheduler, testpmd {mega(their_rates)}")]


def ip(plan):
    if plan.l3fwd_missing:
        return [unmeasured(name, goal, plan.l3fwd_missing)
                for name, goal in (("ip-vs-l3fwd", ">= 1.00"), ("ip-checked-vs-l3fwd", ">= 0.95"))]

    def own(kind):
        return lambda: ours_rate(plan.machine, "forward_bench", "--kind", kind, "--device", "ether", "--seconds", plan.seconds)

    taken = in_turns(plan, [own("ip-unchecked"), own("ip"), lambda: l3fwd(plan.machine, plan.seconds)])
    unchecked, checked, theirs = zip(*taken)
    return [
        ratio_row("ip-vs-l3fwd", list(zip(unchecked, theirs)), 1.00,
                  f"lookup, TTL and next hop, with the scheduler: {mega(unchecked)}; l3fwd LPM {mega(theirs)}"),
        ratio_row("ip-checked-vs-l3fwd", list(zip(checked, theirs)), 0.95,
                  f"the whole ipRouter, with every check of RFC 1812: {mega(checked)}; l3fwd LPM {mega(theirs)}"),
    ]


def scheduler(name, kind, goal):
    def measure(plan):
        def side(program):
            return lambda: ours_rate(plan.machine, program, "--kind", kind, "--paths", 8, "--seconds", plan.seconds)

        pairs = in_turns(plan, [side("forward_bench"), side("plain_bench")])
        own, plain = zip(*pairs)
        return [ratio_row(name, pairs, goal, f"8 paths: {mega(own)} with, {mega(plain)} in a program without")]

    return measure


def graph(name, kind, goal):
    def measure(plan):
        taken = ours(plan.machine, "graph_bench", "--kind", kind, "--seconds", plan.graph_seconds)
        value, low, high = ratio_interval(taken["fused"], taken["graph"])
        holds, wide = reached(value, low, high, goal)
        cycles = f"{statistics.median(taken['graph']):.1f} cycles a packet as six elements, " \
                 f"{statistics.median(taken['fused']):.1f} as one function, {len(taken['graph'])} pairs"
        return [row(name, value, "ratio", f">= {goal:.2f}", holds, cycles + wide, low, high)]

    return measure


SCENARIOS = ("equal", "weights", "costs", "both", "pair")


def share_errors(plan, millis, windows):
    """Scenario -> what share_bench says for that many windows of that length."""
    seconds = windows * millis / 1000
    return {kind: ours(plan.machine, "share_bench", "--kind", kind, "--count", millis, "--seconds", seconds)
            for kind in SCENARIOS}


def share_row(name, goal, taken):
    """The scenario whose windows were the worst; of these the 95 % quantile, between their median and the largest."""
    worst = max(SCENARIOS, key=lambda kind: quantile(taken[kind]["worstPercent"], 0.95))
    windows = taken[worst]["worstPercent"]
    value = quantile(windows, 0.95)
    return row(name, value, "% of the core", f"<= {goal}", value <= goal,
               f"worst path, 95 % of {len(windows)} windows of scenario {worst}, the worst of {len(SCENARIOS)}; interval: "
               f"median to largest window", statistics.median(windows), max(windows))


def jain_row(taken):
    indices = {kind: [value for value in of["jain"] if value is not None] for kind, of in taken.items()}
    worst = min((kind for kind in SCENARIOS if indices[kind]), key=lambda kind: quantile(indices[kind], 0.05))
    value = quantile(indices[worst], 0.05)
    return row("jain", value, "index", ">= 0.9999", value >= 0.9999,
               f"95 % of windows of a second are better; scenario {worst}, the worst of {len(SCENARIOS)}; interval: worst "
               f"to best window", min(indices[worst]), max(indices[worst]))


def shares(plan):
    second, tenth = share_errors(plan, 1000, plan.share_windows), share_errors(plan, 100, 6 * plan.share_windows)
    return [share_row("share-error-1s", 0.5, second), share_row("share-error-100ms", 2, tenth), jain_row(second)]


def moves(plan):
    if len(plan.machine.cpus) < 2:
        return [unmeasured("moves", "0 lost, 0 reordered, pause p99 <= 100 us", "a move needs two CPUs; there is one")]
    taken = ours(plan.machine, "moves_bench", "--count", plan.moves)
    pauses, stalls = taken["pauseNanos"], taken["stallNanos"] or [0]
    stall = quantile(stalls, 0.5)
    p99, damaged = quantile(pauses, 0.99), taken["lost"] + taken["reordered"]
    where = "; the control thread shares a worker's CPU" if len(plan.machine.cpus) < 3 else ""
    return [
        row("moves", damaged, "packets lost or reordered", "0", damaged == 0,
            f"{taken['moves']} moves under {taken['packets']} packets: {taken['lost']} lost, {taken['reordered']} reordered"),
        row("moves-pause-p99", p99 / 1000, "us", "<= 100 beyond the machine's own stalls", p99 - stall <= 100e3,
            f"median {statistics.median(pauses) / 1000:.0f} us; a stall of the same thread without a move lasts "
            f"{stall / 1000:.0f} us in the median{where}; interval: of the median", *[v / 1000 for v in median_interval(pauses)[1:]]),
    ]


def instructions_rows(plan):
    measured = instructions.measure(plan.machine.build.parent)
    worst, change = max(instructions.changes(measured).items(), key=lambda item: abs(item[1]))
    text = ", ".join(f"{kind} {value:.1f}" for kind, value in measured.items())
    return [row("instructions-per-packet", 100 * change, "% off the baseline", "within 2", abs(change) <= instructions.TOLERANCE,
                f"callgrind; the furthest off is {worst}; a packet takes: {text}")]


def missing_percent(taken, when):
    return 100 * taken[f"{when}Missing"] / taken[f"{when}Offered"]


def neighbour_loss(plan):
    goal = "<= 3 over the second in which it happens"
    if len(plan.machine.cpus) < 2:
        return [unmeasured("neighbour-loss", goal, "the generator and a worker need a CPU each; there is one")]
    taken = {kind: ours(plan.machine, "neighbour_bench", "--kind", kind) for kind in ("hang", "hog")}
    text = "; ".join(f"{kind}: {missing_percent(of, 'bad'):.2f} % (a quiet second before: {missing_percent(of, 'quiet'):.2f} %), bad path "
                     f"{'stopped' if of['stopped'] else 'not stopped'}" for kind, of in taken.items())
    if not taken["hang"]["stopped"]:
        return [unmeasured("neighbour-loss", goal, f"no watchdog stopped the bad path; {text}")]
    loss = max(missing_percent(of, "bad") for of in taken.values())
    return [row("neighbour-loss", loss, "% of the neighbour's packets", goal, loss <= 3, text)]


def false_quarantines(plan):
    """What the last `make false-quarantines` saw: it takes an hour, so it is a command of its own."""
    taken = disturb.last()
    if taken is None:
        return [unmeasured("false-quarantines", "0 in an hour", "`make false-quarantines` was not run: it takes an hour")]
    return [disturb.result(taken, plan.key)]


ROWS = {
    "macswap-vs-testpmd": macswap,
    "ip-vs-l3fwd": ip,
    "scheduler-on-rings": scheduler("scheduler-on-rings", "swap", 0.90),
    "scheduler-on-ip": scheduler("scheduler-on-ip", "ip", 0.99),
    "graph-on-rings": graph("graph-on-rings", "swap6", 0.70),
    "graph-on-ip": graph("graph-on-ip", "ip-checked", 0.95),
    "shares": shares,
    "moves": moves,
    "neighbour-loss": neighbour_loss,
    "false-quarantines": false_quarantines,
    "instructions-per-packet": instructions_rows,
}
