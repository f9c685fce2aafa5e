"""Two independent rates: Fisher by SciPy, Pearson's chi-square by SciPy, Newcombe's interval by statsmodels. What counts
alone leave open: every feasible paired table by SciPy, printed rates by decimal arithmetic, MOVER by NumPy."""
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import numpy as np
import scipy
import statsmodels
from fixture import write
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

rng = np.random.default_rng(9)
cases = {"fisherExact": [], "scoreTest": [], "newcombeUnpaired": [], "feasiblePaired": [], "countsForRate": [], "suiteScore": []}
for i in range(220):
    n1, n2 = (int(x) for x in rng.choice([1, 5, 30, 68, 200, 1000, 4326], 2))
    p = rng.uniform()
    k1, k2 = int(rng.binomial(n1, p)), int(rng.binomial(n2, np.clip(p + rng.normal() * 0.1, 0, 1)))
    cases["fisherExact"].append([k1, n1, k2, n2, float(min(1, stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]])[1]))])
    degenerate = k1 + k2 in (0, n1 + n2)
    chi = 1.0 if degenerate else float(stats.chi2_contingency([[k1, n1 - k1], [k2, n2 - k2]], correction=False)[1])
    cases["scoreTest"].append([k1, n1, k2, n2, chi])
    low, high = confint_proportions_2indep(k2, n2, k1, n1, method="newcomb", compare="diff", alpha=0.05)
    cases["newcombeUnpaired"].append([k1, n1, k2, n2, float(low), float(high)])
    n = int(rng.choice([5, 30, 68, 200]))
    x, y = int(rng.integers(0, n + 1)), int(rng.integers(0, n + 1))
    ps = []
    for both in range(max(0, x + y - n), min(x, y) + 1):
        b, c = x - both, y - both
        ps.append(1.0 if b == c else float(min(1, stats.binomtest(b, b + c, 0.5).pvalue)))
    cases["feasiblePaired"].append([x, y, n, min(ps), max(ps), sum(q < 0.05 for q in ps), len(ps)])

    decimals, n = int(rng.integers(0, 4)), int(rng.choice([7, 30, 40, 68, 200, 999]))
    step = Decimal(1).scaleb(-decimals)
    k = int(rng.integers(0, n + 1))
    text = str((Decimal(100 * k) / n + Decimal(int(rng.integers(-1, 2))) * step * (i % 2)).quantize(step))
    if not 0 <= Decimal(text) <= 100:
        text = str(Decimal(50).quantize(step))
    fits = []
    for k in range(n + 1):
        exact = Decimal(100 * k) / n
        rounded = {str(exact.quantize(step, mode)) for mode in (ROUND_HALF_UP, ROUND_HALF_DOWN)}
        if text in rounded:
            fits.append([k, "rounded"])
        elif str(exact.quantize(step, ROUND_DOWN)) == text:
            fits.append([k, "truncated"])
    cases["countsForRate"].append([text, n, fits])

    m = int(rng.integers(1, 5))
    value, below, above = rng.uniform(0.2, 0.8, m).round(3), rng.uniform(0.01, 0.1, m).round(3), rng.uniform(0.01, 0.1, m).round(3)
    sizes = rng.integers(20, 2000, m)
    expected = []
    for w in (np.full(m, 1 / m), sizes / sizes.sum()):
        middle = float(w @ value)
        expected += [middle, middle - float(np.linalg.norm(w * below)), middle + float(np.linalg.norm(w * above))]
    parts = [[float(v), float(v - b), float(v + a), int(s)] for v, b, a, s in zip(value, below, above, sizes)]
    cases["suiteScore"].append([parts, expected])
write("unpaired", f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, Python decimal", cases)
