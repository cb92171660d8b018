"""Makes a picture of each figure's CSV in build/results: paper-FIGURE.png. Needs matplotlib, and nothing else of this folder."""
import collections
import csv
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402 after the choice of a backend

RESULTS = pathlib.Path(__file__).resolve().parents[2] / "build/results"

CAPTIONS = {
    "2": "Figure 2: mean latency of a forwarding path against the load offered",
    "3": "Figure 3: two paths, 67 % and 33 % of a worker, the low one offered twice as much",
    "5": "Figure 5: three equal paths on a worker, offered more and more",
    "6": "Figure 6: pairs of paths with weights 50:50, 67:33 and 80:20",
    "7": "Figure 7: three paths on a worker, the first 40 % dearer a packet",
    "split": "Section 2.1.2: two paths on two cores, whole or in halves",
}


def lines(figure):
    with (RESULTS / f"paper-{figure}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def series(figure, column, scale):
    """(label, stream) -> ([x], [value])."""
    found = collections.defaultdict(lambda: ([], []))
    for line in lines(figure):
        if line[column] == "":
            continue
        xs, values = found[line["label"], line["stream"]]
        xs.append(float(line["x"]))
        values.append(float(line[column]) * scale)
    return found


def latency(axes):
    for (_, stream), (xs, values) in series("2", "meanMicros", 1).items():
        axes.plot(xs, values, marker="o", label=f"path {int(stream) + 1}, mean")
    for (_, stream), (xs, values) in series("2", "p99Micros", 1).items():
        axes.plot(xs, values, linestyle=":", label=f"path {int(stream) + 1}, 99 %")
    axes.set(xlabel="offered, of what a worker can", ylabel="latency, us")


def queues(axes):
    ways = {"own": ("own queue", "-"), "classifier": ("classifier", ":"), "fifo": ("one queue", "--")}
    for (label, stream), (xs, values) in series("3", "forwarded", 1e-3).items():
        name, style = ways[label]
        axes.plot(xs, values, marker="o", linestyle=style, label=f"{'low' if int(stream) else 'high'}, {name}")
    axes.set(xlabel="offered in all, of what a worker can", ylabel="forwarded, Kp/s")


def steps(axes):
    for column, style in (("offered", ":"), ("forwarded", "-")):
        for (_, stream), (xs, values) in series("5", column, 1e-3).items():
            axes.plot(xs, values, linestyle=style, color=f"C{stream}", label=f"FP{int(stream) + 1} {column}")
    axes.set(xlabel="step", ylabel="Kp/s")


def cores(axes):
    bars = [(line["x"], float(line["forwarded"]) * 1e-3) for line in lines("6")]
    for i, (_, rate) in enumerate(bars):
        axes.bar(i // 2, rate, bottom=bars[i - 1][1] if i % 2 else 0, color=f"C{i % 2}", label=f"FP{i % 2 + 1}" if i < 2 else None)
    axes.set(xlabel="worker", ylabel="forwarded, Kp/s", xticks=range(len(bars) // 2))


def policies(axes):
    rates = collections.defaultdict(list)
    for line in lines("7"):
        rates[line["label"], int(line["stream"])].append(float(line["forwarded"]) * 1e-3)
    labels = list(dict.fromkeys(label for label, _ in rates))
    for (label, stream), values in rates.items():
        axes.bar(labels.index(label) + 0.25 * (stream - 1), sum(values) / len(values), width=0.22, color=f"C{stream}",
                 label=f"FP{stream + 1}" if label == labels[0] else None)
    axes.set(xlabel="policy", ylabel="forwarded, Kp/s", xticks=range(len(labels)))
    axes.set_xticklabels(labels)


def halves(axes):
    turns = lines("split")
    for column in ("whole", "split"):
        axes.plot([int(t["turn"]) for t in turns], [float(t[column]) * 1e-6 for t in turns], marker="o", label=column)
    axes.set(xlabel="turn", ylabel="Mp/s")


PLOTS = {"2": latency, "3": queues, "5": steps, "6": cores, "7": policies, "split": halves}


def main():
    for figure, plot in PLOTS.items():
        path = RESULTS / f"paper-{figure}.csv"
        if len(path.read_text().splitlines()) < 2:  # not measured: the one line says why
            continue
        drawing, axes = plt.subplots(figsize=(8, 5))
        plot(axes)
        axes.set_ylim(bottom=0)
        axes.set_title(CAPTIONS[figure], fontsize=10)
        axes.legend(fontsize=8)
        axes.grid(alpha=0.3)
        drawing.savefig(path.with_suffix(".png"), dpi=100)
        plt.close(drawing)
        print(f"  {path.with_suffix('.png').name}")


if __name__ == "__main__":
    main()
