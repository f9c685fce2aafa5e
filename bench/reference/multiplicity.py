"""Partial conjunction p-values (Benjamini & Heller 2008; Dror et al. 2017) and serial gatekeeping with Holm, decided anew for every level.

Gatekeeping has no formula here: for each candidate level the procedure is run as it is written down, and the adjusted p is the least level
at which it rejects. Writes src/stats/fixtures/multiplicity.json. Run from this folder: python3 multiplicity.py
"""
import numpy as np
import scipy
from scipy.stats import combine_pvalues
from statsmodels.stats.multitest import multipletests

from fixture import write

rng = np.random.default_rng(20261127)


def draw(k):
    ps = rng.uniform(0, 1, k)
    small = rng.uniform(0, 1, k) < 0.6
    return np.where(small, ps**4, ps)


def rejected(primary, others, alpha):
    """Runs the procedure at one level: the primary first, then Holm's steps."""
    out = [False] * len(others)
    if primary > alpha:
        return out
    for rank, at in enumerate(np.argsort(others, kind="stable")):
        if others[at] * (len(others) - rank) > alpha:
            break
        out[at] = True
    return out


cases = {"partialConjunction": [], "gatekeep": []}
for _ in range(200):
    ps = draw(int(rng.integers(1, 12)))
    k = len(ps)
    order = np.sort(ps)
    single = {"bonferroni": [], "fisher": []}
    for u in range(1, k + 1):
        single["bonferroni"].append(min(1, (k - u + 1) * order[u - 1]))
        single["fisher"].append(combine_pvalues(order[u - 1 :], method="fisher")[1])
    row = {"ps": ps, **{how: np.maximum.accumulate(values) for how, values in single.items()}}
    row["holmRejects"] = int(multipletests(ps, alpha=0.05, method="holm")[0].sum())
    cases["partialConjunction"].append(row)
for _ in range(200):
    primary, others = float(draw(1)[0]), draw(int(rng.integers(1, 8)))
    levels = sorted({primary, *(float(p * m) for p in others for m in range(1, len(others) + 1)), 1.0})
    adjusted = []
    for i in range(len(others)):
        passing = [level for level in levels if level <= 1 and rejected(primary, others, level * (1 + 1e-12))[i]]
        adjusted.append(min(passing) if passing else 1.0)
    cases["gatekeep"].append({"primary": primary, "others": others, "adjusted": adjusted})
write("multiplicity", f"SciPy {scipy.__version__}", cases)
