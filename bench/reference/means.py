"""Student's intervals and tests, Pearson's r by SciPy; Holm and Benjamini-Hochberg by statsmodels."""
import numpy as np
import scipy
import statsmodels
from fixture import write
from scipy import stats
from student import critical_t
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(1)
cases = {"meanInterval": [], "pairedMean": [], "pearson": [], "holm": [], "bh": []}
for i in range(220):
    n = int(rng.integers(2, 14))
    shared = rng.normal(size=n) * rng.choice([0, 1, 5])
    before = np.round(shared + rng.normal(size=n), 2)
    after = np.round(shared + rng.normal(size=n) + rng.normal(), 2)
    level = float(rng.choice([0.9, 0.95, 0.99]))
    half = critical_t(level, n - 1) * stats.sem(before)
    low, high = before.mean() - half, before.mean() + half
    cases["meanInterval"].append({"values": before, "level": level, "low": float(low), "high": float(high)})
    test = stats.ttest_rel(after, before)
    change = (after - before).mean()
    half = critical_t(level, n - 1) * stats.sem(after - before)
    arms = {"before": before, "after": after}
    cases["pairedMean"].append({**arms, "level": level, "low": float(change - half), "high": float(change + half), "p": float(test.pvalue)})
    if n > 2:
        cases["pearson"].append({**arms, "r": float(stats.pearsonr(before, after)[0])})
    ps = np.round(rng.uniform(size=int(rng.integers(1, 12))) ** 3, 4)
    cases["holm"].append({"ps": ps, "adjusted": multipletests(ps, method="holm")[1]})
    cases["bh"].append({"ps": ps, "adjusted": multipletests(ps, method="fdr_bh")[1]})
write("means", f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}", cases)
