"""Expected totals of the toy in closed form: a Markov chain of (working, months paid) by expm."""

import numpy as np
from scipy.linalg import expm


def expected(toy):
    """Contributions, losses and awards to be expected of one worker over the toy's months.

    States: working or jobless, with 0 … `qualifying` months paid (more count as that many). Within
    a month only work changes, and an award sets the months to 0; at its close whoever works has
    paid one month more. Two more states count losses and awards.
    """
    top = toy["qualifying"]
    working, jobless = np.arange(top + 1), np.arange(top + 1) + top + 1
    losses, awards = 2 * top + 2, 2 * top + 3
    rates = np.zeros((2 * top + 4, 2 * top + 4))
    for paid in range(top + 1):
        after = 0 if paid == top else paid
        rates[working[paid], jobless[after]] += toy["loss"]
        rates[working[paid], working[paid]] -= toy["loss"]
        rates[jobless[paid], working[paid]] += toy["find"]
        rates[jobless[paid], jobless[paid]] -= toy["find"]
        rates[working[paid], losses] += toy["loss"]  # a count, which takes nothing from its state
    rates[working[top], awards] += toy["loss"]
    month = expm(rates)
    share = np.zeros(2 * top + 4)
    share[working[0]] = 1.0
    contributions = 0.0
    for _ in range(toy["months"]):
        share = share @ month
        contributions += share[working].sum()
        share[working] = [0.0, *share[working[: top - 1]], share[working[top - 1 :]].sum()]
    return {"contributions": contributions, "losses": share[losses], "awards": share[awards]}
