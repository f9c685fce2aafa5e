"""The distributions that everything else rests on, by SciPy."""
import numpy as np
import scipy
from fixture import write
from scipy import stats
from student import critical_t

rng = np.random.default_rng(2)
cases = {name: [] for name in ("criticalZ", "phi", "criticalT", "tCdf", "chisquareTail", "fQuantile", "betaQuantile", "binomialCdf")}
for i in range(220):
    level = float(rng.choice([0.5, 0.8, 0.9, 0.95, 0.99, 0.999]))
    df = int(rng.choice([1, 2, 3, 5, 10, 29, 67, 199, 999, 99_999]))
    z = float(rng.normal() * 3)
    cases["criticalZ"].append([level := round(float(rng.uniform(0.5, 0.9999)), 6) if i > 9 else level, float(stats.norm.isf((1 - level) / 2))])
    cases["phi"].append([z, float(stats.norm.cdf(z))])
    cases["criticalT"].append([level, df, critical_t(level, df)])
    cases["tCdf"].append([z, df, float(stats.t.cdf(z, df))])
    x, k = float(rng.exponential() * 10), int(rng.integers(1, 12))
    cases["chisquareTail"].append([x, k, float(stats.chi2.sf(x, k))])
    p, d1, d2 = float(rng.uniform(0.001, 0.999)), int(rng.integers(1, 200)), int(rng.integers(1, 900))
    cases["fQuantile"].append([p, d1, d2, float(stats.f.ppf(p, d1, d2))])
    cases["betaQuantile"].append([p, d1, d2, float(stats.beta.ppf(p, d1, d2))])
    n = int(rng.choice([1, 10, 68, 1000, 100_000]))
    b = int(stats.binom.ppf(rng.uniform(0.0001, 0.9999), n, 0.5))
    cases["binomialCdf"].append([b, n, 0.5, float(stats.binom.cdf(b, n, 0.5))])
write("distributions", f"SciPy {scipy.__version__}, mpmath for criticalT", cases)
