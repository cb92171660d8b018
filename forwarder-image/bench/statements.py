"""What the paper found in each figure, put to the test with the samples of paper_bench: one row for each statement."""
import statistics

from results import row, unmeasured

SHARE_TOLERANCE = 0.03     # of a worker: how far a share may be from its weight
CAPPED = 0.97              # a stream that gets less than this part of what it is offered is capped
LATENCY_LIMIT_MICROS = 700 # the paper's, below saturation
RING_PACKETS = 1024        # of the bounded ring that plays the NIC's queue
RING_SLACK = 1.25          # a full ring's delay, and the burst that is under way


def forwarded(sample):
    return [stream["forwarded"] for stream in sample["streams"]]


def shares(values):
    total = sum(values)
    return [value / total for value in values]


def capped(stream):
    return stream["forwarded"] < CAPPED * stream["offered"]


def worst(differences):
    return max(abs(difference) for difference in differences)


def figure_2(taken):
    below = [s for s in taken["samples"] if s["x"] <= 0.8]
    above = [s for s in taken["samples"] if s["x"] > 1]
    flat = max(stream["meanMicros"] for s in below for stream in s["streams"])
    full = max(stream["meanMicros"] for s in above for stream in s["streams"])
    limit = RING_SLACK * RING_PACKETS / taken["capacity"] * 1e6
    form = f"{len(taken['samples'][0]['streams'])} of the paper's 6 paths, a worker each"
    return [
        row("fig2-latency-flat-below-saturation", flat, "us", f"<= {LATENCY_LIMIT_MICROS}", flat <= LATENCY_LIMIT_MICROS,
            f"largest mean latency at up to 80 % of what a worker can; {form}"),
        row("fig2-latency-bounded-by-the-buffer", full, "us", f"<= {limit:.0f}", full <= limit,
            f"largest mean latency beyond saturation; a full ring of {RING_PACKETS} packets alone takes "
            f"{RING_PACKETS / taken['capacity'] * 1e6:.0f} us; {form}"),
    ]


def figure_3(taken):
    last = {label: [s for s in taken["samples"] if s["label"] == label][-1] for label in ("own", "classifier", "fifo")}
    own, fifo = (shares(forwarded(last[label]))[0] for label in ("own", "fifo"))
    classified = shares([stream["cycles"] for stream in last["classifier"]["streams"]])[0]
    return [
        row("fig3-own-queues-hold-67-33", own, "share of the high path", "0.67 +- 0.03", abs(own - 0.67) <= SHARE_TOLERANCE,
            "a queue each, the low path offered twice as much as the high one, 2.4 times what the worker can in all"),
        row("fig3-classifier-holds-67-33", classified, "cycles of the high router / of both", "0.67 +- 0.03",
            abs(classified - 0.67) <= SHARE_TOLERANCE,
            "one device and a classifier, whose work on all that arrives is in these cycles: of the packets the high path has "
            f"{shares(forwarded(last['classifier']))[0]:.3f}, and both together {sum(forwarded(last['classifier'])) / sum(forwarded(last['own'])):.2f} "
            "of what they have with a queue each"),
        row("fig3-one-queue-follows-arrivals", fifo, "share of the high path", "0.33 +- 0.03",
            abs(fifo - 1 / 3) <= SHARE_TOLERANCE,
            "one device served in the order of arrival (Fifo): the arrivals decide, not the shares"),
    ]


def figure_5(taken):
    samples = taken["samples"]
    first_capped = [next((s["x"] for s in samples if capped(s["streams"][i])), None) for i in range(3)]
    order = None not in first_capped[:2] and first_capped[0] < first_capped[1] and \
        (first_capped[2] is None or first_capped[1] <= first_capped[2])
    off = worst(share - 1 / 3 for share in shares(forwarded(samples[-1])))
    between = [s for s in samples if capped(s["streams"][0]) and not capped(s["streams"][2])]
    used = min((sum(stream["cycles"] for stream in s["streams"]) / (s["cpuShare"] * taken["hz"]) for s in between), default=None)
    rows = [
        row("fig5-fastest-capped-first", first_capped[0], "step", "before the others", order,
            f"steps at which the paths begin to lose: {', '.join('never' if x is None else str(int(x)) for x in first_capped)}"),
        row("fig5-each-ends-at-a-third", off, "of the worker off a third", f"<= {SHARE_TOLERANCE}", off <= SHARE_TOLERANCE,
            "in the last step, when all three are offered more than a third"),
    ]
    if used is None:
        return rows + [unmeasured("fig5-work-conserving", ">= 0.95", "no step had one path capped and another not")]
    return rows + [row("fig5-work-conserving", used, "of the worker in use", ">= 0.95", used >= 0.95,
                       "least of the steps in which the fastest path is capped and the slowest is not")]


def figure_6(taken):
    weights = [(500, 500), (670, 330), (800, 200)]
    pairs = [forwarded(s) for s in taken["samples"]]
    if len(pairs) == 1:  # all together
        pairs = [pairs[0][i:i + 2] for i in range(0, 6, 2)]
    totals = [sum(pair) for pair in pairs]
    off = worst(shares(pair)[0] - weight[0] / 1000 for pair, weight in zip(pairs, weights))
    spread = max(totals) / min(totals) - 1
    form = "three workers at once" if len(taken["samples"]) == 1 else "one worker after the other: the machine has too few CPUs for three"
    return [
        row("fig6-cores-forward-the-same", 100 * spread, "% between the totals", "<= 5", spread <= 0.05,
            f"totals of {', '.join(f'{total / 1e6:.2f}' for total in totals)} Mp/s; {form}"),
        row("fig6-shares-follow-weights", off, "of a worker off the weight", f"<= {SHARE_TOLERANCE}", off <= SHARE_TOLERANCE,
            f"pairs of 50:50, 67:33 and 80:20; {form}"),
    ]


def of_policy(taken, policy, key):
    """Median over the samples of the policy, path by path."""
    samples = [s for s in taken["samples"] if s["label"] == policy]
    return [statistics.median(s["streams"][i][key] for s in samples) for i in range(3)]


def figure_7(taken):
    packets, rates = of_policy(taken, "Packets", "forwarded"), of_policy(taken, "Cpu", "forwarded")
    unequal = worst(share - 1 / 3 for share in shares(packets))
    off = worst(share - 1 / 3 for share in shares(of_policy(taken, "Cpu", "cycles")))
    slower = rates[0] / statistics.mean(rates[1:])
    return [
        row("fig7-packets-equal", unequal, "of the packets off a third", f"<= {SHARE_TOLERANCE}", unequal <= SHARE_TOLERANCE,
            f"policy Packets, one path 40 % dearer: rates {rates_text(packets)}"),
        row("fig7-cpu-equal", off, "of the worker off a third", f"<= {SHARE_TOLERANCE}", off <= SHARE_TOLERANCE,
            "policy Cpu: cycles of the three paths"),
        row("fig7-dear-path-slower", slower, "rate of the dear path / the others'", "1/1.4 +- 0.05", abs(slower - 1 / 1.4) <= 0.05,
            f"policy Cpu: rates {rates_text(rates)}"),
    ]


def rates_text(rates):
    return ", ".join(f"{rate / 1e3:.0f}" for rate in rates) + " Kp/s"


def split(taken):
    ratio = statistics.median(s / w for s, w in zip(taken["split"], taken["whole"]))
    return [row("paths-whole-or-split", ratio, "rate split / whole", "< 1", ratio < 1,
                f"two paths on two cores: {statistics.median(taken['whole']) / 1e6:.1f} Mp/s whole, "
                f"{statistics.median(taken['split']) / 1e6:.1f} split; the paper: 0.66 with a shared L2, 0.41 without",
                min(s / w for s, w in zip(taken["split"], taken["whole"])),
                max(s / w for s, w in zip(taken["split"], taken["whole"])))]


FIGURES = {"2": figure_2, "3": figure_3, "5": figure_5, "6": figure_6, "7": figure_7, "split": split}
NAMES = {"2": ["fig2-latency-flat-below-saturation", "fig2-latency-bounded-by-the-buffer"],
         "3": ["fig3-own-queues-hold-67-33", "fig3-classifier-holds-67-33", "fig3-one-queue-follows-arrivals"],
         "5": ["fig5-fastest-capped-first", "fig5-each-ends-at-a-third", "fig5-work-conserving"],
         "6": ["fig6-cores-forward-the-same", "fig6-shares-follow-weights"],
         "7": ["fig7-packets-equal", "fig7-cpu-equal", "fig7-dear-path-slower"],
         "split": ["paths-whole-or-split"]}
