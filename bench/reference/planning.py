"""Power of a plan, summed over every trinomial outcome: McNemar's default test (mid-p, exact where more than half of the pairs changed), a
margin held by the farther of Newcombe's and Tango's limits (the score test with its likelihood maximised numerically, Newcombe's limits
from statsmodels' Wilson), and the score test of a bounded mean with its critical value found by root finding."""
import math

import numpy as np
import scipy
import statsmodels
from fixture import write
from scipy import stats
from scipy.optimize import brentq, minimize_scalar
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(31)
cases = {"mcnemarMidPPower": [], "marginPower": [], "boundedMeanPower": []}


def default_p(b, c, n):
    if b == c:
        return 1.0
    k, m = min(b, c), b + c
    if 2 * m > n:
        return min(1.0, 2 * float(stats.binom.cdf(k, m, 0.5)))
    return float(2 * stats.binom.cdf(k - 1, m, 0.5) + stats.binom.pmf(k, m, 0.5))


def outcomes(n, worse, better):
    for down in range(n + 1):
        for up in range(n - down + 1):
            yield down, up, float(stats.multinomial.pmf([down, up, n - down - up], n, [worse, better, 1 - worse - better]))


def tango_z(n, down, up, delta):
    """Score statistic of better - worse = delta: the nuisance share of worse pairs by maximising the likelihood."""
    low, high = max(0.0, -delta), (1 - delta) / 2
    if up - down - n * delta == 0:
        return 0.0

    def minus(q):
        total = 0.0
        for count, share in ((down, q), (up, q + delta), (n - down - up, 1 - 2 * q - delta)):
            if count:
                total += count * math.log(max(share, 1e-300))
        return -total

    q = float(minimize_scalar(minus, bounds=(low, high), method="bounded", options={"xatol": 1e-12}).x)
    variance = n * (2 * q + delta - delta * delta)
    return (up - down - n * delta) / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, up - down - n * delta)


def newcombe_low(both, down, up, neither, alpha):
    n = both + down + up + neither
    p_after, p_before = (both + up) / n, (both + down) / n
    after = proportion_confint(both + up, n, 2 * alpha, "wilson")
    before = proportion_confint(both + down, n, 2 * alpha, "wilson")
    product = (both + down) * (up + neither) * (both + up) * (down + neither)
    cross = both * neither - down * up
    phi = 0.0 if product == 0 else (max(0.0, cross - n / 2) if cross > 0 else cross) / math.sqrt(product)
    a, b = p_after - after[0], before[1] - p_before
    return (up - down) / n - math.sqrt(max(0.0, a * a - 2 * phi * a * b + b * b))


def margin_power(n, worse, better, yes, margin, alpha):
    total = 0.0
    for down, up, mass in outcomes(n, worse, better):
        if mass < 1e-16:
            continue
        stay = n - down - up
        both = math.floor(stay * yes + 0.5)
        if tango_z(n, down, up, -margin) > stats.norm.isf(alpha) and newcombe_low(both, down, up, stay - both, alpha) > -margin:
            total += mass
    return total


def bounded_power(n, variance, df, truth, limit, alpha):
    """One-sided, upwards from `limit`, in the range -1 to 1."""

    def p(value):
        y, room = value - limit, value + 1
        v = min(variance * (n - 1) / n, (value + 1) * (1 - value))
        w = y / room
        z = y / math.sqrt(((1 - w) * v + w * room * room - y * y) / n)
        return float(stats.t.sf(z, df) if df else stats.norm.sf(z))

    if p(1.0) >= alpha:
        return 0.0
    critical = brentq(lambda value: p(value) - alpha, limit + 1e-12, 1.0, xtol=1e-15)
    return float(stats.norm.cdf((truth - critical) / math.sqrt(variance / n)))


for i in range(205):
    n = int(rng.integers(4, 31))
    worse, better = (round(float(x), 3) for x in rng.dirichlet([1, 1.5, 3])[:2])
    alpha = float(rng.choice([0.05, 0.0125, 0.1]))
    power = sum(mass for down, up, mass in outcomes(n, worse, better) if default_p(down, up, n) <= alpha)
    cases["mcnemarMidPPower"].append([n, worse, better, alpha, power])
    worse, better = (round(float(x), 3) for x in rng.dirichlet([1, 1, 12])[:2])
    n, yes, margin = int(rng.integers(8, 41)), float(rng.choice([0.5, 0.8])), round(float(rng.uniform(0.05, 0.3)), 3)
    cases["marginPower"].append([n, worse, better, yes, margin, 0.025, margin_power(n, worse, better, yes, margin, 0.025)])
    n, variance = int(rng.choice([20, 30, 100, 344])), round(float(rng.uniform(0.01, 0.4)), 4)
    df, truth, limit = int(rng.choice([0, n - 1])), round(float(rng.uniform(0, 0.2)), 4), float(rng.choice([0, -0.05, -0.02]))
    cases["boundedMeanPower"].append([n, variance, df, truth, limit, 0.025, bounded_power(n, variance, df, truth, limit, 0.025)])
write("planning", f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}", cases)
