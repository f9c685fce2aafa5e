"""Non-inferiority and equivalence: paired rates by the numerically maximised score statistic of paired_score.py, means by
SciPy's one-sided t tests and statsmodels' ttost_paired."""
import numpy as np
import scipy
import statsmodels
from fixture import write
from paired_score import score
from scipy import stats
from statsmodels.stats.weightstats import ttost_paired

rng = np.random.default_rng(7)
cases = {"nonInferiority": [], "equivalence": [], "nonInferiorityMean": [], "equivalenceMean": []}
for i in range(210):
    n = int(rng.choice([8, 30, 68, 200, 1000]))
    both, before_only, after_only, neither = table = [int(x) for x in rng.multinomial(n, rng.dirichlet([1, 0.3, 0.3, 1]))]
    margin = round(float(rng.uniform(0.005, 0.3)), 3)
    above = float(stats.norm.sf(float(score(after_only, before_only, n, -margin))))
    below = float(stats.norm.cdf(float(score(after_only, before_only, n, margin))))
    cases["nonInferiority"].append([*table, margin, above, below])
    cases["equivalence"].append([*table, margin, max(above, below)])
    m = int(rng.integers(2, 12))
    before = np.round(rng.normal(size=m), 2)
    after = np.round(before + rng.normal(size=m) * 0.4 + 0.1, 2)
    above = float(stats.ttest_1samp(after - before, -margin, alternative="greater").pvalue)
    below = float(stats.ttest_1samp(after - before, margin, alternative="less").pvalue)
    arms = {"before": before, "after": after, "margin": margin}
    cases["nonInferiorityMean"].append({**arms, "above": above, "below": below})
    cases["equivalenceMean"].append({**arms, "p": float(ttost_paired(after, before, -margin, margin)[0])})
write("margins", f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, score test by maximisation", cases)
