"""Wilson and Clopper-Pearson intervals by statsmodels."""
import numpy as np
import statsmodels
from fixture import write
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(4)
cases = {"wilson": [], "clopperPearson": []}
for i in range(240):
    n = int(rng.choice([1, 2, 5, 30, 68, 200, 1000, 4326, 100_000]))
    k = [0, n, int(rng.integers(0, n + 1))][i % 3 if i < 30 else 2]
    level = float(rng.choice([0.8, 0.9, 0.95, 0.99]))
    for routine, method in (("wilson", "wilson"), ("clopperPearson", "beta")):
        low, high = proportion_confint(k, n, 1 - level, method)
        if method == "beta":
            low, high = (0.0 if k == 0 else float(low)), (1.0 if k == n else float(high))
        cases[routine].append([k, n, level, float(low), float(high)])
write("proportions", f"statsmodels {statsmodels.__version__} proportion_confint", cases)
