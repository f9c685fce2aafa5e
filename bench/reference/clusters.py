"""Cluster-robust means: CR2 and its degrees of freedom from the dense matrices of Pustejovsky and Tipton (2018), the working model
being independence; for clusters of one size also statsmodels OLS on a constant (C/(C-1), t on C-1), which it then equals."""
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from fixture import write
from scipy import stats
from student import critical_t



def cr2(y, groups):
    """Mean, CR2 standard error and Bell-McCaffrey degrees of freedom, every matrix written out."""
    n = len(y)
    x = np.ones((n, 1))
    bread = np.linalg.inv(x.T @ x)
    off = np.eye(n) - x @ bread @ x.T
    variance, columns = 0.0, []
    for g in np.unique(groups):
        own = np.where(groups == g)[0]
        values, vectors = np.linalg.eigh(off[np.ix_(own, own)])
        root = vectors @ np.diag(np.where(values > 1e-10, values, np.inf) ** -0.5) @ vectors.T
        residuals = (off @ y)[own]
        variance += float((bread @ x[own].T @ root @ residuals)[0] ** 2)
        columns.append(off[:, own] @ root @ x[own] @ bread)
    p = np.hstack(columns)
    inner = p.T @ p
    df = float(np.trace(inner) ** 2 / np.trace(inner @ inner))
    return float(y.mean()), variance**0.5, df


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
        mean, se, df = cr2(y, groups)
        sizes = np.unique(groups, return_counts=True)[1]
        if sizes.min() == sizes.max():
            fit = sm.OLS(y, np.ones(n)).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
            assert abs(se - float(fit.bse[0])) < 1e-10 * max(1, se) and abs(df - (count - 1)) < 1e-9, (se, fit.bse, df)
        half = critical_t(level, df) * se
        p = float(2 * stats.t.sf(abs(mean / se), df))
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
write("clusters", f"NumPy {np.__version__}, statsmodels {statsmodels.__version__} OLS, SciPy {scipy.__version__}", cases)
