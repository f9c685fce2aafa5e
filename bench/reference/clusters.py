"""Cluster-robust means by statsmodels OLS on a constant, with C/(C-1) and t on C-1."""
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from fixture import write
from scipy import stats
from student import critical_t

rng = np.random.default_rng(5)
cases = {"clusterMean": [], "pairedClusterMean": [], "jackknife": []}
while len(cases["pairedClusterMean"]) < 220:
    n = int(rng.integers(4, 14))
    groups = rng.integers(0, int(rng.integers(2, n)), n)
    count = len(set(groups))
    if count < 2:
        continue
    effect = rng.normal(size=n)[groups]
    before = np.round(effect + rng.normal(size=n), 2)
    after = np.round(before * rng.uniform() + effect + rng.normal(size=n), 2)
    level = float(rng.choice([0.9, 0.95, 0.99]))
    for name, y in (("clusterMean", before), ("pairedClusterMean", after - before)):
        fit = sm.OLS(y, np.ones(n)).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
        mean, se = float(fit.params[0]), float(fit.bse[0])
        half = critical_t(level, count - 1) * se
        p = float(2 * stats.t.sf(abs(mean / se), count - 1))
        arms = {"values": before} if name == "clusterMean" else {"before": before, "after": after, "p": p}
        cases[name].append({**arms, "groups": groups, "level": level, "se": se, "low": mean - half, "high": mean + half})
for i in range(200):
    n = int(rng.integers(3, 10))
    top, bottom = rng.integers(0, 9, n), rng.integers(1, 9, n)
    groups = np.arange(n) if i % 2 else np.sort(rng.integers(0, n, n))
    names = np.unique(groups)
    if len(names) < 2:
        groups[0], names = -1, np.unique(np.append(groups[1:], -1))
    ratio = top.sum() / bottom.sum()
    without = np.array([top[groups != g].sum() / bottom[groups != g].sum() for g in names])
    count = len(names)
    se = float(np.sqrt((count - 1) / count * ((without - without.mean()) ** 2).sum()))
    half = critical_t(0.95, count - 1) * se
    cases["jackknife"].append({"top": top, "bottom": bottom, "groups": groups, "low": float(ratio - half), "high": float(ratio + half)})
write("clusters", f"statsmodels {statsmodels.__version__} OLS, SciPy {scipy.__version__}", cases)
