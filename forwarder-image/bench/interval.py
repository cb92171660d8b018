"""Medians with an interval that says how far they can be trusted."""
import random
import statistics

RESAMPLES = 1000
SEED = 1  # the same measurements give the same interval


def median_interval(values):
    """Median of the values and its 95 % bootstrap interval: (median, low, high)."""
    draw = random.Random(SEED)
    medians = sorted(statistics.median(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return statistics.median(values), medians[int(0.025 * RESAMPLES)], medians[int(0.975 * RESAMPLES)]


def ratio_interval(above, below):
    """Median of the ratios of pairs that were measured one after the other, and its interval."""
    return median_interval([a / b for a, b in zip(above, below)])


def quantile(values, fraction):
    """The value that this fraction of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(fraction * len(ordered)))]
