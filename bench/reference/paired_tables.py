"""Paired 2x2 tables. McNemar by statsmodels and SciPy. Newcombe's method 10 and Tango's interval are in no library here,
so they are worked out from the papers another way than in src/stats: Newcombe with statsmodels' Wilson limits, Tango by
maximising the trinomial likelihood numerically under the constraint and inverting the score test in 40-digit arithmetic."""
import mpmath as mp
import numpy as np
import scipy
import statsmodels
from fixture import write
from paired_score import score
from scipy.stats import binom, norm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

mp.mp.dps = 40
rng = np.random.default_rng(10)


def newcombe(both, before_only, after_only, neither, level):
    n = both + before_only + after_only + neither
    x1, x0 = both + after_only, both + before_only
    p1, p0 = x1 / n, x0 / n
    l1, u1 = proportion_confint(x1, n, 1 - level, "wilson")
    l0, u0 = proportion_confint(x0, n, 1 - level, "wilson")
    table = np.array([[both, after_only], [before_only, neither]], dtype=float)
    margins = np.prod(table.sum(0)) * np.prod(table.sum(1))
    phi = 0.0
    if margins > 0:
        cross = both * neither - after_only * before_only
        if cross > n / 2:
            cross -= n / 2
        elif cross >= 0:
            cross = 0
        phi = cross / np.sqrt(margins)
    d = p1 - p0
    low = d - np.sqrt(max(0, (p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u0 - p0) + (u0 - p0) ** 2))
    high = d + np.sqrt(max(0, (u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p0 - l0) + (p0 - l0) ** 2))
    return float(max(-1, low)), float(min(1, high))


def tango(b, c, n, level):
    z = mp.mpf(float(norm.isf((1 - level) / 2)))
    estimate = mp.mpf(b - c) / n

    def limit(low, high, wanted):
        for _ in range(60):
            middle = (low + high) / 2
            if score(b, c, n, middle) > wanted:
                low = middle
            else:
                high = middle
        return float((low + high) / 2)

    return (-1.0 if b - c == -n else limit(mp.mpf(-1), estimate, z)), (1.0 if b - c == n else limit(estimate, mp.mpf(1), -z))


cases = {"mcnemarExact": [], "mcnemarMidP": [], "newcombePaired": [], "tango": [], "tangoZ": []}
for i in range(240):
    b, c = (int(x) for x in rng.integers(0, int(rng.choice([3, 10, 40, 300, 5000])), 2))
    cases["mcnemarExact"].append([b, c, float(mcnemar([[0, b], [c, 0]], exact=True).pvalue)])
    least = min(b, c)
    mid = 1.0 if b == c else float(2 * binom.cdf(least, b + c, 0.5) - binom.pmf(least, b + c, 0.5))
    cases["mcnemarMidP"].append([b, c, mid])

for i in range(220):
    n = int(rng.choice([1, 2, 8, 30, 68, 200, 1000, 4326]))
    table = [int(x) for x in rng.multinomial(n, rng.dirichlet([0.7, 0.3, 0.3, 0.7]))]
    if i < 12:
        table = [[n, 0, 0, 0], [0, n, 0, 0], [0, 0, n, 0], [0, 0, 0, n]][i % 4]
    both, before_only, after_only, neither = table
    level = float(rng.choice([0.9, 0.95, 0.99]))
    cases["newcombePaired"].append([*table, level, *newcombe(*table, level)])
    cases["tango"].append([*table, level, *tango(after_only, before_only, n, level)])
    delta = round(float(rng.uniform(-0.5, 0.5)), 3)
    cases["tangoZ"].append([*table, delta, float(score(after_only, before_only, n, delta))])
write(
    "paired-tables",
    f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, mpmath {mp.__version__}; papers for Newcombe and Tango",
    cases,
)
