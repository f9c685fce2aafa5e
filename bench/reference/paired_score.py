"""The score statistic of a paired difference of rates, by maximising the trinomial likelihood numerically in 40 digits."""
import mpmath as mp

mp.mp.dps = 40


def constrained_q(b, c, n, delta):
    """Probability of a before-only pair that maximises b log(q+delta) + c log(q) + (n-b-c) log(1-2q-delta)."""
    low, high = max(mp.mpf(0), -delta), (1 - delta) / 2
    rest = n - b - c

    def slope(q):
        # The likelihood's derivative times q (q + delta) (1 - 2q - delta), free of poles.
        s = 1 - 2 * q - delta
        return b * q * s + c * (q + delta) * s - 2 * rest * q * (q + delta)

    for _ in range(140):
        middle = (low + high) / 2
        if slope(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def score(b, c, n, delta):
    delta = mp.mpf(delta)
    q = constrained_q(b, c, n, delta)
    variance = n * (q + delta + q - delta**2)
    top = b - c - n * delta
    if top == 0:
        return mp.mpf(0)
    return top / mp.sqrt(variance) if variance > 0 else mp.sign(top) * mp.inf
