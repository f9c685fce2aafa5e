"""A loss relative to the value before: of means SciPy's one-sided t test of after - (1 - share) * before, pair by pair; of rates the
score interval of a bounded mean of the same values, solved for its p from the defining equation."""
import math

import numpy as np
import scipy
from fixture import write
from scipy import stats

rng = np.random.default_rng(23)
cases = {"means": [], "rates": []}


def score(values, low):
    n, mean = len(values), float(np.mean(values))
    if mean <= 0:
        return 1.0
    room = mean - low
    if mean >= room:
        return 0.0
    w = mean / room
    variance = min(float(np.var(values)), mean * 0 + (mean - low) * (1 - mean))
    return float(stats.norm.sf(mean / math.sqrt(((1 - w) * variance + w * room * room - mean * mean) / n)))


for i in range(210):
    m = int(rng.integers(5, 40))
    before = np.round(rng.normal(50, 12, size=m), 2)
    after = np.round(before * rng.uniform(0.9, 1.05) + rng.normal(0, 6, size=m), 2)
    share = round(float(rng.uniform(0.02, 0.3)), 3)
    lower = float(stats.ttest_1samp(after - (1 - share) * before, 0, alternative="greater").pvalue)
    higher = float(stats.ttest_1samp((1 + share) * before - after, 0, alternative="greater").pvalue)
    cases["means"].append({"before": before, "after": after, "share": share, "p": lower if np.mean(after) > (1 - share) * np.mean(before) else 1.0,
                           "pLower": higher if np.mean(after) < (1 + share) * np.mean(before) else 1.0})
    n = int(rng.choice([20, 60, 200]))
    was = (rng.uniform(size=n) < rng.uniform(0.3, 0.98)).astype(int)
    flip = rng.uniform(size=n) < rng.uniform(0, 0.2)
    now = np.where(flip, 1 - was, was)
    if was.sum() == 0:
        was[0] = 1
    cases["rates"].append({"before": was, "after": now, "share": share, "p": score(now - (1 - share) * was, -(1 - share))})
write("relative", f"SciPy {scipy.__version__}, NumPy {np.__version__}", cases)
