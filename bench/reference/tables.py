"""2,000 random paired tables as `xeval` compares them: twenty first runs of n samples, each against a hundred later ones. The mid-p and exact
McNemar p by SciPy, Newcombe's method 10 from statsmodels' Wilson limits, Tango's limits by maximising the likelihood and finding the
root numerically, the arms by statsmodels. `bench/tables-by-cli.ts` holds the command line against it."""
import numpy as np
import scipy
import statsmodels
from fixture import write
from scipy.optimize import brentq
from scipy.stats import binom, norm
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(2026)
Z = float(norm.isf(0.025))


def p_value(b, c, n):
    if b == c:
        return 1.0
    exact = 2 * binom.cdf(min(b, c), b + c, 0.5)
    return float(min(1, exact)) if 2 * (b + c) > n else float(exact - binom.pmf(min(b, c), b + c, 0.5))


def newcombe(a, b, c, d):
    n = a + b + c + d
    (l1, u1), (l0, u0) = (proportion_confint(x, n, 0.05, "wilson") for x in (a + c, a + b))
    p1, p0 = (a + c) / n, (a + b) / n
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    cross = a * d - b * c
    phi = (max(0, cross - n / 2) if cross > 0 else cross) / np.sqrt(margins) if margins else 0.0
    low = p1 - p0 - np.sqrt(max(0, (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u0 - p0) + (u0 - p0) ** 2))
    high = p1 - p0 + np.sqrt(max(0, (u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p0 - l0) + (p0 - l0) ** 2))
    return max(-1, low), min(1, high)


def score(up, down, n, delta):
    """(estimate − delta) over its standard error at the most likely shares that differ by delta."""
    low, high = max(0.0, -delta), (1 - delta) / 2
    part = lambda count, share: count / max(share, 1e-300) if count else 0.0
    slope = lambda q: part(up, q + delta) + part(down, q) - 2 * part(n - up - down, 1 - 2 * q - delta)
    inner = (low + 1e-13 * (high - low), high - 1e-13 * (high - low))
    ends = [slope(x) for x in inner]
    q = low if ends[0] <= 0 else high if ends[1] >= 0 else brentq(slope, *inner, xtol=1e-16, rtol=1e-14)
    variance = n * (2 * q + delta - delta**2)
    return (up - down - n * delta) / np.sqrt(max(variance, 1e-300))


def tango(up, down, n):
    at = (up - down) / n
    low = -1.0 if down == n else brentq(lambda x: score(up, down, n, x) - Z, -1 + 1e-9, at, xtol=1e-14)
    high = 1.0 if up == n else brentq(lambda x: score(up, down, n, x) + Z, at, 1 - 1e-9, xtol=1e-14)
    return low, high


tables = []
for block in range(20):
    n = int(rng.choice([5, 12, 24, 40, 60, 90]))
    right = int(rng.integers(0, n + 1))
    for _ in range(100):
        down = int(rng.binomial(right, rng.beta(0.5, 2)))
        up = int(rng.binomial(n - right, rng.beta(0.5, 2)))
        both, neither = right - down, n - right - up
        limits = [newcombe(both, down, up, neither), tango(up, down, n)]
        after = proportion_confint(right - down + up, n, 0.05, "wilson")
        tables.append([block, both, down, up, neither, p_value(down, up, n), min(x for x, _ in limits), max(x for _, x in limits), *(float(x) for x in after)])
write("tables", f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}; the papers for Newcombe and Tango", {"tables": tables})
