"""The partially overlapping samples' t for unequal variances (Derrick et al. 2017), from the raw samples in NumPy and SciPy.

Writes src/stats/fixtures/overlap.json. Run from this folder: python3 overlap.py
"""
import numpy as np
import scipy
from scipy.stats import t as student

from fixture import write

rng = np.random.default_rng(20261127)
rows = []
while len(rows) < 200:
    c, a, b = int(rng.integers(3, 30)), int(rng.integers(0, 30)), int(rng.integers(1, 30))
    common = rng.normal(0, rng.uniform(0.2, 2), c)
    x = np.round(np.concatenate([common + rng.normal(0, 1, c), rng.normal(0, 1.5, a)]), 3)
    y = np.round(np.concatenate([common + rng.normal(0.3, 1.2, c), rng.normal(0.3, 1.4, b)]), 3)
    n1, n2 = len(x), len(y)
    v1, v2 = x.var(ddof=1), y.var(ddof=1)
    r = np.corrcoef(x[:c], y[:c])[0, 1]
    se = np.sqrt(v1 / n1 + v2 / n2 - 2 * r * np.sqrt(v1 * v2) * c / (n1 * n2))
    gamma = (v1 / n1 + v2 / n2) ** 2 / ((v1 / n1) ** 2 / (n1 - 1) + (v2 / n2) ** 2 / (n2 - 1))
    df = (c - 1) + (gamma - c + 1) / (a + b + 2 * c) * (a + b)
    delta = y.mean() - x.mean()
    half = student.ppf(0.975, df) * se
    rows.append(
        {
            "before": x[:c], "after": y[:c], "beforeOnly": x[c:], "afterOnly": y[c:],
            "value": delta, "low": delta - half, "high": delta + half, "df": df, "p": 2 * student.sf(abs(delta) / se, df),
        }
    )
write("overlap", f"NumPy {np.__version__}, SciPy {scipy.__version__}", {"partlyOverlapping": rows})
