"""Stuart-Maxwell and Bowker tests of square tables by statsmodels."""
import numpy as np
import statsmodels
from fixture import write
from statsmodels.stats.contingency_tables import SquareTable

rng = np.random.default_rng(3)
cases = {"stuartMaxwell": [], "bowker": []}
for i in range(220):
    k = int(rng.choice([2, 3, 3, 3, 4, 5]))
    table = rng.integers(1, int(rng.choice([5, 30, 400])), (k, k))
    square = SquareTable(table, shift_zeros=False)
    for name, test in (("stuartMaxwell", square.homogeneity("stuart_maxwell")), ("bowker", square.symmetry())):
        cases[name].append({"table": table, "statistic": float(test.statistic), "df": int(test.df), "p": float(test.pvalue)})
write("transitions", f"statsmodels {statsmodels.__version__} SquareTable", cases)
