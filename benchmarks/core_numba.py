"""The core of the rules as a month loop over one worker after another, compiled by numba.

`play` draws from a sequence; `play_addressed` from the address of each worker and month, as `uisim`
does, so that two scenarios meet the same luck.
"""

import numba
import numpy as np
from core import AT

from uisim.chance import philox

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
STEP = 2.0**-53
STEP_32 = 2.0**-32
LOW = np.uint64(0xFFFFFFFF)
SEED, WORKER, MONTH, DRAWN, BLOCK = range(5)
"""Places in ``luck`` of addressed draws; from BLOCK on, the four words of the last block."""


@numba.njit(error_model="numpy")
def uniform(luck):
    """Draw the next number of splitmix64 (Steele et al. 2014); luck: uint64[1], its state."""
    luck[0] += GOLDEN
    z = luck[0]
    z = (z ^ (z >> np.uint64(30))) * MIX_1
    z = (z ^ (z >> np.uint64(27))) * MIX_2
    return np.float64((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * STEP


@numba.njit(error_model="numpy")
def same_sequence(luck, month):
    """Go on with the sequence in another month."""


@numba.njit(error_model="numpy")
def addressed(luck):
    """Draw the next number of a worker's month, four to a block of Philox."""
    within = luck[DRAWN] % np.uint64(4)
    if within == 0:
        zero = np.uint64(0)
        block = philox(luck[WORKER], luck[DRAWN], luck[MONTH], zero, luck[SEED] & LOW, zero)
        for word in range(4):
            luck[BLOCK + word] = block[word]
    luck[DRAWN] += np.uint64(1)
    return (np.float64(luck[BLOCK + within]) + 0.5) * STEP_32


@numba.njit(error_model="numpy")
def own_address(luck, month):
    """Begin the draws of a month."""
    luck[MONTH], luck[DRAWN] = np.uint64(month), np.uint64(0)


@numba.njit(error_model="numpy")
def declared(core, month, income):
    return max(core.floor[month], min(int(income * core.growth[month] + 0.5), core.ceiling[month]))


def loop(uniform, turn):
    """Compile a month loop that draws by ``uniform`` and begins each month by ``turn``."""

    @numba.njit(error_model="numpy")
    def one_life(core, entry, stock, luck, out):
        eligible = uniform(luck) < core.eligible_share
        files = uniform(luck) < core.take_up
        income = 0.0
        if uniform(luck) >= core.floor_share:
            place = uniform(luck) * (len(core.incomes) - 1)
            cell = int(place)
            low, high = core.incomes[cell], core.incomes[cell + 1]
            income = low + (place - cell) * (high - low)
        working, member, benefited, at_floor = True, False, False, False
        base, own, unused, claim, claim_month = 0, 0, 0, 0, 0
        out[entry, AT.entered] += 1
        for month in range(entry, len(core.workers) - 1):
            turn(luck, month)
            if month > entry or stock:  # an entrant's first month is quiet
                if core.july[month] and member:
                    base = declared(core, month, income)
                    at_floor = base == core.floor[month]
                if uniform(luck) < core.leave:
                    out[month, AT.left] += 1
                    return
                lose = core.lose
                if not working and uniform(luck) < core.find:
                    working, lose = True, core.lose_part
                    out[month, AT.found_work] += 1
                    if claim > 0:
                        unused, claim = claim, 0
                    if benefited:
                        base, benefited = declared(core, month, income), False
                        at_floor = base == core.floor[month]
                if working and uniform(luck) < lose:
                    working = False
                    out[month, AT.last_losses] += 1
                    involuntary = uniform(luck) < core.involuntary
                    if involuntary:
                        out[month, AT.losses_involuntary] += 1
                    if not member:
                        out[month, AT.denied_not_member] += 1
                    elif not involuntary:
                        out[month, AT.denied_voluntary] += 1
                    elif uniform(luck) >= core.covered:
                        out[month, AT.denied_cause_not_covered] += 1
                    elif own < core.qualifying and unused == 0:
                        out[month, AT.denied_too_few_months] += 1
                    elif not files:
                        out[month, AT.denied_did_not_file] += 1
                    elif uniform(luck) >= core.verified:
                        out[month, AT.denied_not_verified] += 1
                    else:
                        claim = unused
                        if own >= core.qualifying:
                            claim += max(1, core.schedule[own])
                            own = 0
                        claim, claim_month = min(core.cap, claim), month
                        unused, benefited = 0, True
                        out[month, AT.claims_awarded] += 1
                        out[month, AT.months_awarded] += claim
                    if uniform(luck) < core.find_part:
                        working = True
                        out[month, AT.found_work] += 1
                        if claim > 0:
                            unused, claim = claim, 0
                        if benefited:
                            base, benefited = declared(core, month, income), False
                            at_floor = base == core.floor[month]
                if working and member:
                    if uniform(luck) < core.lapse:
                        member = False
                        out[month, AT.lapsed] += 1
                elif working and eligible and core.scheme_open[month] and uniform(luck) < core.join:
                    member, base = True, declared(core, month, income)
                    at_floor = base == core.floor[month]
                    out[month, AT.joined] += 1
            # The close of the month: paid, contributed, counted.
            if claim > 0 and claim_month < month:
                claim -= 1
                out[month, AT.claimants_paid] += 1
                out[month, AT.benefits_fen] += core.benefit[month]
                if claim == 0:
                    out[month, AT.exhausted] += 1
            if member and working:
                own += 1
                out[month, AT.contributors] += 1
                out[month, AT.base_sum_fen] += base
                out[month, AT.contributions_fen] += (
                    base * core.rate_ppm[month] + 500_000
                ) // 1_000_000
            out[month, AT.workers] += 1
            if eligible and core.scheme_open[month]:
                out[month, AT.eligible] += 1
            if not working:
                out[month, AT.jobless] += 1
            if member:
                out[month, AT.members] += 1
                if at_floor:
                    out[month, AT.members_at_floor] += 1

    @numba.njit(nogil=True, error_model="numpy")
    def play(core, seed, first, count, out):
        """Play workers ``first`` to ``first + count`` of a cell; out: int64[months, columns]."""
        luck = np.zeros(8, np.uint64)
        cohort, ordinal = 0, first
        for i in range(first, first + count):
            while ordinal >= core.workers[cohort]:
                ordinal -= core.workers[cohort]
                cohort += 1
            luck[0] = (np.uint64(seed) << np.uint64(32) | np.uint64(i)) * MIX_1
            luck[WORKER] = np.uint64(i)
            turn(luck, len(core.workers))
            one_life(core, max(0, cohort - 1), cohort == 0, luck, out)
            ordinal += 1

    return play


play = loop(uniform, same_sequence)
play_addressed = loop(addressed, own_address)
