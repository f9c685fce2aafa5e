"""Agreement and judge error. Kappa by statsmodels; Bradley-Terry by statsmodels GLM. Krippendorff's alpha from its
coincidence matrix, Lang and Reiczigel's interval and PPI++ from the papers, since no library here has them."""
import warnings

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from fixture import write
from scipy import stats
from student import critical_t
from statsmodels.stats.inter_rater import cohens_kappa

warnings.filterwarnings("ignore")
rng = np.random.default_rng(11)
cases = {name: [] for name in ("kappa", "krippendorff", "bradleyTerry", "roganGladen", "ppi")}


def alpha(ratings, distance):
    values = sorted({x for row in ratings for x in row if x is not None})
    where = {x: i for i, x in enumerate(values)}
    coincidence = np.zeros((len(values), len(values)))
    for row in ratings:
        present = [where[x] for x in row if x is not None]
        for i, x in enumerate(present):
            for j, y in enumerate(present):
                if i != j:
                    coincidence[x, y] += 1 / (len(present) - 1)
    margin = coincidence.sum(0)
    n = margin.sum()
    d = np.array([[distance(x, y) for y in values] for x in values])
    expected = (np.outer(margin, margin) - np.diag(margin)) * d
    return float(1 - (n - 1) * (coincidence * d).sum() / expected.sum())


def lang_reiczigel(k, n, se_k, se_n, sp_k, sp_n, level):
    z = stats.norm.isf((1 - level) / 2)
    crude = (k / n + sp_k / sp_n - 1) / (se_k / se_n + sp_k / sp_n - 1)
    n_, p_ = n + z * z, (k + z * z / 2) / (n + z * z)
    se, sp = (se_k + 1) / (se_n + 2), (sp_k + 1) / (sp_n + 2)
    j = se + sp - 1
    prev = (p_ + sp - 1) / j
    vse, vsp = se * (1 - se) / (se_n + 2), sp * (1 - sp) / (sp_n + 2)
    shift = 2 * z * z * (prev * vse - (1 - prev) * vsp)
    half = z * np.sqrt(p_ * (1 - p_) / n_ + prev**2 * vse + (1 - prev) ** 2 * vsp) / j
    clip = lambda x: float(np.clip(x, 0, 1))
    return [clip(crude), clip(prev + shift - half), clip(prev + shift + half)]


while len(cases["kappa"]) < 220:
    k = int(rng.integers(2, 6))
    table = rng.integers(0, 20, (k, k)) + np.diag(rng.integers(1, 60, k))
    weights = [None, "linear", "quadratic"][len(cases["kappa"]) % 3]
    result = cohens_kappa(table, wt=weights)
    value = float(result.kappa)
    # statsmodels' own limits come from a normal quantile at 95 %.
    half = float(stats.norm.isf(0.025) * result.std_kappa)
    cases["kappa"].append({"table": table, "weights": weights or "none", "value": value, "low": value - half, "high": min(1.0, value + half)})

while len(cases["krippendorff"]) < 220:
    items, raters = int(rng.integers(3, 8)), int(rng.integers(2, 5))
    truth = rng.integers(1, 6, items)
    ratings = [[None if rng.uniform() < 0.2 else int(np.clip(t + rng.integers(-1, 2), 1, 5)) for _ in range(raters)] for t in truth]
    kept = [x for row in ratings if sum(y is not None for y in row) > 1 for x in row if x is not None]
    if len(set(kept)) < 2:
        continue
    pairable = [row for row in ratings if sum(x is not None for x in row) > 1]
    cases["krippendorff"].append({"ratings": ratings, "nominal": alpha(pairable, lambda x, y: float(x != y)), "interval": alpha(pairable, lambda x, y: (x - y) ** 2)})

while len(cases["bradleyTerry"]) < 200:
    k = int(rng.integers(2, 6))
    strength = rng.normal(size=k)
    wins = np.zeros((k, k), dtype=int)
    for i in range(k):
        for j in range(i):
            games = int(rng.integers(4, 40))
            won = int(rng.binomial(games, 1 / (1 + np.exp(strength[j] - strength[i]))))
            wins[i, j], wins[j, i] = won, games - won
    if not ((np.linalg.matrix_power(np.eye(k) + (wins > 0), k) > 0).all()):
        continue
    x, y = [], []
    for i in range(k):
        for j in range(i):
            row = np.zeros(k)
            row[i], row[j] = 1, -1
            x.append(row[1:])
            y.append([wins[i, j], wins[j, i]])
    fit = sm.GLM(np.array(y), np.array(x), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
    logs = np.concatenate([[0], fit.params])
    cases["bradleyTerry"].append({"wins": wins, "logs": logs - logs.mean()})

while len(cases["roganGladen"]) < 220:
    n, se_n, sp_n = (int(x) for x in rng.choice([20, 68, 200, 1000], 3))
    k, se_k, sp_k = int(rng.integers(0, n + 1)), int(rng.binomial(se_n, rng.uniform(0.6, 1))), int(rng.binomial(sp_n, rng.uniform(0.6, 1)))
    if (se_k + 1) / (se_n + 2) + (sp_k + 1) / (sp_n + 2) > 1.05 and se_k / se_n + sp_k / sp_n > 1.05:
        cases["roganGladen"].append([k, n, se_k, se_n, sp_k, sp_n, *lang_reiczigel(k, n, se_k, se_n, sp_k, sp_n, 0.95)])

while len(cases["ppi"]) < 210:
    n, m = int(rng.integers(4, 8)), int(rng.integers(5, 11))
    human = np.round(rng.normal(size=n), 2)
    judge = np.round(human * rng.uniform(-0.2, 1.2) + rng.normal(size=n) * 0.5, 2)
    judged = np.round(rng.normal(size=m), 2)
    tuned = np.cov(human, judge)[0, 1] / ((1 + n / m) * np.var(np.concatenate([judge, judged]), ddof=1))
    given = [None, 1, 0][len(cases["ppi"]) % 3]
    lam = float(np.clip(tuned, 0, 1)) if given is None else given
    value = lam * judged.mean() + (human - lam * judge).mean()
    a, b = lam**2 * judged.var(ddof=1) / m, (human - lam * judge).var(ddof=1) / n
    half = critical_t(0.95, float((a + b) ** 2 / (a**2 / (m - 1) + b**2 / (n - 1)))) * np.sqrt(a + b)
    cases["ppi"].append({"human": human, "judge": judge, "judged": judged, "lambda": given, "value": float(value), "low": float(value - half), "high": float(value + half)})
write("agreement", f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, papers for the rest", cases)
