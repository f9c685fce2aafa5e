"""Power: Miller's and Connor's formulas turned round by root finding, and McNemar's exact power by summing over every
trinomial outcome with SciPy."""
import numpy as np
import scipy
from fixture import write
from scipy import stats
from scipy.optimize import brentq

rng = np.random.default_rng(8)
cases = {"detectableDifference": [], "neededQuestions": [], "detectableRateDifference": [], "neededPairs": [], "mcnemarPower": []}


def exact_p(b, c):
    return 1.0 if b == c else min(1.0, stats.binomtest(min(b, c), b + c, 0.5).pvalue)


def exact_power(n, before_only, after_only, alpha):
    total = 0.0
    for b in range(n + 1):
        for c in range(n - b + 1):
            if exact_p(b, c) <= alpha:
                total += stats.multinomial.pmf([b, c, n - b - c], n, [before_only, after_only, 1 - before_only - after_only])
    return float(total)


for i in range(205):
    alpha, power = float(rng.choice([0.01, 0.05, 0.1])), float(rng.choice([0.8, 0.9]))
    za, zb = stats.norm.isf(alpha / 2), stats.norm.ppf(power)
    omega2, sa, sb = (round(float(x), 3) for x in rng.uniform(0.01, 0.4, 3))
    ka, kb = (int(x) for x in rng.integers(1, 9, 2))
    n = int(rng.choice([30, 68, 200, 1000]))
    variance = omega2 + sa / ka + sb / kb
    mde = brentq(lambda d: stats.norm.cdf(d / np.sqrt(variance / n) - za) - power, 1e-9, 10, xtol=1e-14)
    cases["detectableDifference"].append([n, omega2, sa, sb, ka, kb, alpha, power, float(mde)])
    delta = round(float(rng.uniform(0.01, 0.2)), 3)
    cases["neededQuestions"].append([delta, omega2, sa, sb, ka, kb, alpha, power, max(2, int(np.ceil((za + zb) ** 2 * variance / delta**2)))])
    psi = round(float(rng.uniform(0.1, 0.6)), 3)

    def connor(d, n):
        """Power of McNemar's test: null variance psi, variance under the alternative psi - d^2."""
        return stats.norm.cdf((d * np.sqrt(n) - za * np.sqrt(psi)) / np.sqrt(psi - d * d))

    if connor(psi - 1e-12, n) > power:
        cases["detectableRateDifference"].append([n, psi, alpha, power, float(brentq(lambda d: connor(d, n) - power, 0, psi - 1e-12, xtol=1e-15))])
    else:
        cases["detectableRateDifference"].append([n, psi, alpha, power, -1])
    d = round(float(rng.uniform(0.02, psi)), 3)
    cases["neededPairs"].append([d, psi, alpha, power, int(np.ceil((za * np.sqrt(psi) + zb * np.sqrt(psi - d * d)) ** 2 / d**2))])
    m = int(rng.integers(1, 13))
    p = [round(float(x), 3) for x in rng.dirichlet([1, 2, 3])]
    cases["mcnemarPower"].append([m, p[0], p[1], float(rng.choice([0.05, 0.2])), 0.0])
    cases["mcnemarPower"][-1][-1] = exact_power(m, p[0], p[1], cases["mcnemarPower"][-1][3])
write("power", f"SciPy {scipy.__version__}", cases)
