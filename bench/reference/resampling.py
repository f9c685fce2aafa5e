"""BCa intervals of means by scipy.stats.bootstrap, from its own replicates; sign-flip tests by
scipy.stats.permutation_test over all assignments; exact bootstrap distributions by enumerating all n^n resamples."""
import itertools

import numpy as np
import scipy
from fixture import write
from scipy import stats

rng = np.random.default_rng(6)
cases = {"bca": [], "signFlip": [], "enumerated": []}
for i in range(210):
    n = int(rng.integers(4, 12))
    # Whole numbers, skewed: replicates are stored as sums.
    values = np.round(rng.exponential(size=n) * 50).astype(int)
    if len(set(values)) < 3:
        values[:3] = [1, 5, 30]
    level = float(rng.choice([0.8, 0.9, 0.95]))
    result = stats.bootstrap((values,), np.mean, n_resamples=59, confidence_level=level, method="BCa", random_state=i)
    sums = np.round(result.bootstrap_distribution * n).astype(int)
    interval = result.confidence_interval
    cases["bca"].append({"values": values, "sums": sums, "level": level, "low": float(interval.low), "high": float(interval.high)})

for i in range(220):
    n = int(rng.integers(2, 11))
    d = np.round(rng.normal(size=n) + rng.normal() * 0.5, int(rng.choice([0, 1, 3])))
    test = stats.permutation_test((d,), lambda x, axis: np.sum(x, axis=axis), permutation_type="samples", n_resamples=np.inf, vectorized=True)
    cases["signFlip"].append({"differences": d, "p": float(min(1, test.pvalue))})

for i in range(200):
    n = int(rng.integers(3, 6))
    values = rng.integers(0, 100, n)
    if len(set(values)) == 1:
        values[0] += 1
    all_means = np.sort([np.mean(draw) for draw in itertools.product(values, repeat=n)])
    probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
    shares = [float(np.mean(all_means <= np.quantile(all_means, p))) for p in probabilities]
    cases["enumerated"].append({"values": values, "se": float(np.std(all_means)), "cuts": [float(np.quantile(all_means, p)) for p in probabilities], "shares": shares})
write("resampling", f"SciPy {scipy.__version__} bootstrap and permutation_test, NumPy {np.__version__}", cases)
