"""The score interval of a bounded mean, its defining equation solved by root finding; on yes/no values statsmodels' Wilson."""
import numpy as np
import scipy
import statsmodels
from fixture import write
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(12)


def variance_at(values, limit, end):
    """Of the values with a share moved to the end of their range so that their mean is the limit, about that mean."""
    mean = values.mean()
    w = (limit - mean) / (end - mean)
    return (1 - w) * (values**2).mean() + w * end**2 - limit**2


def limit(values, end, critical):
    mean = values.mean()
    if abs(mean - end) < 1e-12:
        return float(end)
    miss = lambda x: (x - mean) ** 2 - critical**2 * variance_at(values, x, end) / len(values)
    return float(optimize.brentq(miss, mean + 1e-9 * (end - mean), end, xtol=1e-15, rtol=1e-14)) if miss(mean + 1e-9 * (end - mean)) < 0 else float(mean)


cases = {"boundedMean": [], "boundedMeanTest": []}
while len(cases["boundedMean"]) < 240:
    n = int(rng.choice([2, 5, 12, 30]))
    epochs = int(rng.choice([1, 2, 4, 8]))
    low = int(rng.choice([-1, 0]))
    shape = rng.uniform(0.2, 3, 2)
    values = rng.binomial(epochs, rng.beta(*shape, n)) / epochs
    if low == -1:
        values = values - rng.binomial(epochs, rng.beta(*shape, n)) / epochs
    level = float(rng.choice([0.8, 0.9, 0.95, 0.99]))
    df = n - 1 if rng.uniform() < 0.5 else None
    critical = float(stats.norm.isf((1 - level) / 2) if df is None else stats.t.isf((1 - level) / 2, df))
    ends = [limit(values, low, critical), limit(values, 1, critical)]
    if low == 0 and epochs == 1 and df is None:
        wilson = proportion_confint(int(values.sum()), n, 1 - level, "wilson")
        assert np.allclose(ends, wilson, atol=1e-9), (ends, wilson)
    cases["boundedMean"].append([list(values), low, level, df or 0, *ends])
    at = float(rng.uniform(low, 1))
    end = 1 if at > values.mean() else low
    z = abs(at - values.mean()) / np.sqrt(variance_at(values, at, end) / n)
    p = float(stats.norm.sf(z) if df is None else stats.t.sf(z, df))
    cases["boundedMeanTest"].append([list(values), low, at, df or 0, p])
write("bounded", f"SciPy {scipy.__version__} brentq, statsmodels {statsmodels.__version__}", cases)
