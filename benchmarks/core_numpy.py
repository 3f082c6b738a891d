"""The core of the rules in plain numpy: one array for each trait, one step for each month."""

import numpy as np
from core import AT

HER = {
    "present": bool,
    "working": bool,
    "eligible": bool,
    "files": bool,
    "at_floor": bool,
    "member": bool,
    "benefited": bool,  # since she last worked
    "income": np.float64,  # what she would declare, in prices of 2022-01; 0: the floor
    "base": np.int64,
    "own": np.int64,  # months contributed
    "unused": np.int64,  # entitlement left by earlier claims
    "claim": np.int64,  # entitlement left of the claim that runs
    "claim_month": np.int64,
}


def play(core, seed):
    """Play all workers of a cell: int64[months, columns]."""
    horizon, rng = len(core.workers) - 1, np.random.default_rng(seed)
    out = np.zeros((horizon, len(AT)), np.int64)
    everyone = {name: np.zeros(core.workers.sum(), kind) for name, kind in HER.items()}
    size, free = core.workers[0], np.zeros(0, np.int64)
    _enter(everyone, np.arange(size), core, rng)
    out[0, AT.entered] = size
    for month in range(horizon):
        her = {name: values[:size] for name, values in everyone.items()}
        left = _months_events(her, core, month, rng, out[month])
        # Entrants take the places of those who left, then new ones; their first month is quiet.
        count = core.workers[month + 1]
        free = np.concatenate([free, left])
        places = np.concatenate([free, np.arange(size, size + count)])[:count]
        size, free = size + max(0, count - len(free)), free[count:]
        _enter(everyone, places, core, rng)
        out[month, AT.entered] += count
        _close({name: values[:size] for name, values in everyone.items()}, core, month, out[month])
    return out


def _enter(her, places, core, rng):
    count = len(places)
    for name in HER:
        her[name][places] = 0
    her["present"][places] = her["working"][places] = True
    her["eligible"][places] = rng.random(count) < core.eligible_share
    her["files"][places] = rng.random(count) < core.take_up
    quantiles = np.linspace(0, 1, len(core.incomes))
    income = np.interp(rng.random(count), quantiles, core.incomes)
    her["income"][places] = np.where(rng.random(count) < core.floor_share, 0, income)


def _months_events(her, core, month, rng, out):
    """Let the month happen to those present at its opening; return who left."""
    working, member, claim = her["working"], her["member"], her["claim"]
    size = len(working)
    if core.july[month]:
        _declare(her, np.flatnonzero(member), core, month)

    left = np.flatnonzero(her["present"] & (rng.random(size, np.float32) < core.leave))
    for name in ("present", "working", "member"):
        her[name][left] = False
    claim[left] = 0
    out[AT.left] = len(left)

    jobless = np.flatnonzero(her["present"] & ~working)
    found = jobless[rng.random(len(jobless), np.float32) < core.find]
    _back(her, found, core, month, out)

    chance = np.where(working, np.float32(core.lose), np.float32(0))
    chance[found] = core.lose_part
    lost = np.flatnonzero(rng.random(size, np.float32) < chance)
    working[lost] = False
    out[AT.last_losses] = len(lost)
    _claim(her, lost, core, month, rng, out)
    _back(her, lost[rng.random(len(lost), np.float32) < core.find_part], core, month, out)

    members = np.flatnonzero(member & working & (claim == 0))
    if core.scheme_open[month]:
        able = np.flatnonzero(her["eligible"] & working & ~member)
        joined = able[rng.random(len(able), np.float32) < core.join]
        member[joined] = True
        _declare(her, joined, core, month)
        out[AT.joined] = len(joined)
    lapsed = members[rng.random(len(members), np.float32) < core.lapse]
    member[lapsed] = False
    out[AT.lapsed] = len(lapsed)
    return left


def _back(her, found, core, month, out):
    her["working"][found] = True
    claimed = found[her["claim"][found] > 0]
    her["unused"][claimed] = her["claim"][claimed]
    her["claim"][claimed] = 0
    again = found[her["benefited"][found]]
    her["benefited"][again] = False
    _declare(her, again, core, month)
    out[AT.found_work] += len(found)


def _declare(her, who, core, month):
    truth = (her["income"][who] * core.growth[month] + 0.5).astype(np.int64)
    base = np.clip(truth, core.floor[month], core.ceiling[month])
    her["base"][who] = base
    her["at_floor"][who] = base == core.floor[month]


def _claim(her, lost, core, month, rng, out):
    """Examine the conditions in their order; award."""
    involuntary = rng.random(len(lost), np.float32) < core.involuntary
    out[AT.losses_involuntary] = np.count_nonzero(involuntary)
    covered = rng.random(len(lost), np.float32) < core.covered
    for column, holds in (
        (AT.denied_not_member, her["member"][lost]),
        (AT.denied_voluntary, involuntary),
        (AT.denied_cause_not_covered, covered),
        (
            AT.denied_too_few_months,
            (her["own"][lost] >= core.qualifying) | (her["unused"][lost] > 0),
        ),
        (AT.denied_did_not_file, her["files"][lost]),
        (AT.denied_not_verified, rng.random(len(lost), np.float32) < core.verified),
    ):
        if column == AT.denied_not_member:
            standing = holds
            out[column] = np.count_nonzero(~holds)
        else:
            out[column] = np.count_nonzero(standing & ~holds)
            standing = standing & holds
    awarded = lost[standing]
    own = her["own"][awarded]
    qualified = own >= core.qualifying
    earned = np.where(qualified, np.maximum(core.schedule[own], 1), 0)
    entitled = np.minimum(core.cap, earned + her["unused"][awarded])
    her["own"][awarded] = np.where(qualified, 0, own)
    her["unused"][awarded] = 0
    her["claim"][awarded] = entitled
    her["claim_month"][awarded] = month
    her["benefited"][awarded] = True
    out[AT.claims_awarded] = len(awarded)
    out[AT.months_awarded] = entitled.sum()


def _close(her, core, month, out):
    """Pay, collect and count at the close of the month."""
    present, working, member, claim = her["present"], her["working"], her["member"], her["claim"]
    running = claim > 0
    paid = np.flatnonzero(running & (her["claim_month"] < month))
    claim[paid] -= 1
    out[AT.claimants_paid] = len(paid)
    out[AT.benefits_fen] = len(paid) * core.benefit[month]
    out[AT.exhausted] = np.count_nonzero(claim[paid] == 0)
    due = np.flatnonzero(member & working)
    base = her["base"][due]
    her["own"][due] += 1
    out[AT.contributors] = len(due)
    out[AT.base_sum_fen] = base.sum()
    out[AT.contributions_fen] = ((base * core.rate_ppm[month] + 500_000) // 1_000_000).sum()
    out[AT.workers] = np.count_nonzero(present)
    out[AT.jobless] = out[AT.workers] - np.count_nonzero(working)
    if core.scheme_open[month]:
        out[AT.eligible] = np.count_nonzero(present & her["eligible"])
    out[AT.members] = np.count_nonzero(member)
    out[AT.members_at_floor] = np.count_nonzero(member & her["at_floor"])
