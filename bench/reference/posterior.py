"""The posterior of a paired difference under a Dirichlet prior over the four cells, by another factorisation than xeval's: the share
that went up is Beta(up, down + rest), and the share that went down, of what is left of it, Beta(down, rest); Gauss-Legendre over the
first. Halving the nodes says how good it is."""
import numpy as np
import scipy
from fixture import write
from scipy import special

rng = np.random.default_rng(11)


def at_most(x, up, down, rest, count=4000):
    """The share that went up is v = low + (high - low) t^2, which takes the roots out of both ends."""
    kink = float(special.betainc(up, down + rest, x)) if 0 < x < 1 else 0.0
    low, total = max(x, 0.0), up + down + rest
    high = min(1.0, low + up / total + 14 * np.sqrt((up + 1) * (down + rest) / total**3) + 60 / total)
    t, w = np.polynomial.legendre.leggauss(count) if count not in rules else rules[count]
    rules[count] = (t, w)
    t, w = (t + 1) / 2, w / 2
    v = low + (high - low) * t * t
    density = np.exp((up - 1) * np.log(v) + (down + rest - 1) * np.log1p(-v) - special.betaln(up, down + rest))
    share = np.clip((v - x) / (1 - v), 0, 1)
    return kink + float(np.sum(w * 2 * (high - low) * t * density * special.betaincc(down, rest, share)))


rules = {}
cases = {"posterior": []}
worst = 0.0
for i in range(220):
    n = int(rng.choice([3, 30, 100, 300, 1000, 4000]))
    changed = float(rng.choice([0.0, 0.02, 0.1, 0.4]))
    toward = float(rng.uniform(0.2, 0.8))
    rate = float(rng.uniform(0.3, 1))
    shares = [rate * (1 - changed), changed * (1 - toward), changed * toward, (1 - rate) * (1 - changed)]
    table = [int(k) for k in rng.multinomial(n, shares)]
    both, before_only, after_only, neither = table
    weight = 0.5 if i % 2 == 0 else 1.0
    up, down, rest = after_only + weight, before_only + weight, both + neither + 2 * weight
    margin = float(rng.choice([0.01, 0.02, 0.05, 0.1]))
    found = [at_most(x, up, down, rest) for x in (-margin, 0, margin / 3)]
    worst = max(worst, max(abs(a - at_most(x, up, down, rest, 2000)) for a, x in zip(found, (-margin, 0, margin / 3))))
    cases["posterior"].append([*table, weight, margin, (up - down) / (up + down + rest), *found])
print("halving the nodes changes", worst)
write("posterior", f"SciPy {scipy.__version__} beta distributions, Gauss-Legendre", cases)
