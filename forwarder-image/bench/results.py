"""Rows of results: {name, value, unit, low, high, goal, holds, note}; as a table, as JSON, and kept while a run goes on."""
import json
import os
import pathlib


def row(name, value, unit, goal, holds, note, low=None, high=None):
    """low, high: interval or None; holds: True, False, or None where it cannot be measured, for the reason in note."""
    return {"name": name, "value": value, "unit": unit, "low": low, "high": high, "goal": goal, "holds": holds,
            "note": note}


def unmeasured(name, goal, reason):
    return row(name, None, None, goal, None, reason)


def number(value):
    """A figure for people: four significant digits, no exponent."""
    if value is None:
        return "-"
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.6f}".rstrip("0") if 0.999 < value < 1 else f"{value:.4g}"


def verdict(holds):
    return {True: "yes", False: "no", None: "not measured"}[holds]


def interval(of):
    return "" if of["low"] is None else f"{number(of['low'])} to {number(of['high'])}"


def table(rows):
    """The rows for a terminal."""
    lines = [("name", "value", "interval", "unit", "goal", "holds")]
    lines += [(r["name"], number(r["value"]), interval(r), r["unit"] or "", r["goal"], verdict(r["holds"])) for r in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def markdown(rows):
    """The rows as a table of a document, notes included."""
    lines = ["| name | value | interval | unit | goal | holds | note |", "|---|---|---|---|---|---|---|"]
    lines += [f"| {r['name']} | {number(r['value'])} | {interval(r)} | {r['unit'] or ''} | {r['goal']} | "
              f"{verdict(r['holds'])} | {r['note']} |" for r in rows]
    return "\n".join(lines)


class Progress:
    """Steps of a run that may be interrupted: what was measured with the same key is not measured again."""

    def __init__(self, path, key):
        self.path, self.key = pathlib.Path(path), key
        self.done = {}
        if self.path.exists():
            kept = json.loads(self.path.read_text())
            if kept["key"] == key:
                self.done = kept["done"]

    def step(self, name, measure):
        """What measure() gives, or gave when this run was begun."""
        if name in self.done:
            print(f"  {name}: measured before", flush=True)
            return self.done[name]
        print(f"  {name} ...", end="", flush=True)
        started = os.times().elapsed
        self.done[name] = measure()
        print(f" {os.times().elapsed - started:.0f} s", flush=True)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps({"key": self.key, "done": self.done}))
        return self.done[name]

    def finish(self, path, rows):
        """Writes the results and forgets the steps."""
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(rows, indent=2) + "\n")
        self.path.unlink(missing_ok=True)
