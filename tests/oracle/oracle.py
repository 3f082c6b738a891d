"""A life told naively, month after month, from the text of the model alone.

Nothing of `uisim.life`, `uisim.people` or the rules of `uisim.law` is used: only scenarios, the
dated tables of wages and retirement, the counting of the population and the numbers of the kinds
of event. Plain Python: a worker, a loop over months, and within a month whatever comes first.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

import numpy as np
from scipy import special

from uisim.events import KINDS, Kind
from uisim.law import tables
from uisim.scenario.population import KINDS_OF_WORK

NEVER = math.inf
JANUARY_2022 = 2022 * 12
PLATFORM_CAUSES = ("platform_closed", "no_work_offered", "account_suspended", "demand_drop")
OWN_CAUSES = ("licence", "business_failure")

# Decisions, as `uisim.chance` numbers them.
TRAITS, START, HABITS, PRIOR, PLATFORM, SEARCH, RETURN, OFFER, ATTENTION = range(1, 10)
ILLNESS, LAPSE, PROVOKED, BIRTH, YEAR, CLOSURE_HITS, FORCE_MAJEURE, CLOSURE, PARTIAL = range(10, 19)

DENIALS = {
    1: Kind.DENIED_NOT_MEMBER,
    2: Kind.DENIED_VOLUNTARY,
    3: Kind.DENIED_CAUSE_NOT_COVERED,
    4: Kind.DENIED_TOO_FEW_MONTHS,
    5: Kind.DENIED_DID_NOT_FILE,
    6: Kind.DENIED_NOT_VERIFIED,
}
REFORMS = ("minimum wage", "reform")
SOLE = {2: Kind.SOLE_VOLUNTARY, 3: Kind.SOLE_CAUSE_NOT_COVERED, 4: Kind.SOLE_TOO_FEW_MONTHS}


# --- chance ------------------------------------------------------------------------------------


def philox(counter, key):
    """Philox4x32-10 on Python integers (Salmon et al. 2011)."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (
            (p1 >> 32) ^ c1 ^ k0,
            p1 & 0xFFFFFFFF,
            (p0 >> 32) ^ c3 ^ k1,
            p0 & 0xFFFFFFFF,
        )
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


def uniforms(seed, replication, ordinal, place, decision, occasion):
    words = philox((ordinal, place, decision, occasion), (seed, replication))
    return [(word + 0.5) / 2**32 for word in words]


def exponential(u):
    return -math.log(u)


# --- numbers -----------------------------------------------------------------------------------


def half_up(fen, share):
    """A share (in millionths) of a sum of money, half a fen up."""
    return (fen * round(share * 1_000_000) * 2 + 1_000_000) // 2_000_000


@cache
def quantiles(form, spread):
    """4,097 quantiles of a distribution whose mean, read linearly, is 1."""
    at = np.linspace(0, 1, 4097)
    at[0], at[-1] = 0.25 / 4096, 1 - 0.25 / 4096
    if form == "lognormal":
        values = np.exp(spread * special.ndtri(at))
    elif spread == 0:
        return [1.0] * 4097
    else:
        values = special.gammaincinv(1 / spread, at) * spread
    return (values / ((values[1:] + values[:-1]) / 2).mean()).tolist()


def quantile(table, u):
    place = u * 4096
    below = int(place)
    return table[below] + (place - below) * (table[below + 1] - table[below])


def triangular_share(low, mode, high, age):
    """Share of a triangular distribution below an age."""
    if age >= high:
        return 1.0
    if age <= mode:
        return (age - low) ** 2 / ((high - low) * (mode - low)) if age > low else 0.0
    return 1 - (high - age) ** 2 / ((high - low) * (high - mode))


def triangular_age(low, mode, high, u):
    if u * (high - low) < mode - low:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1 - u) * (high - low) * (high - mode))


def full_steps(duration, months):
    """Months of benefit that contribution months earn, and the months of the last full step."""
    if duration == "guangdong":
        if months < 48:
            return months // 12, months // 12 * 12
        return 4 + (months - 48) // 6, 48 + (months - 48) // 6 * 6
    steps = ((12, 12), (60, 18), (120, 24))
    if duration != "national":
        steps = duration.steps
    earned, last = 0, 0
    for needed, entitlement in steps:
        if months >= needed:
            earned, last = entitlement, needed
    return earned, last


def reach(speeds, since, work):
    """The time at which a clock of one speed a month has run ``work`` further than at ``since``."""
    month = int(since)
    while month < len(speeds):
        room = (month + 1 - since) * speeds[month]
        if work < room:
            return since + work / speeds[month]
        work -= room
        month += 1
        since = float(month)
    return NEVER


def run_of(speeds, since, until):
    """How far a clock runs between two times."""
    run, month = 0.0, int(since)
    while month < until:
        run += (min(until, month + 1) - max(since, month)) * speeds[month]
        month += 1
    return run


# --- the world ---------------------------------------------------------------------------------


class World:
    """What a city and a kind of work give to everybody, looked up month by month."""

    def __init__(self, scenario, city, kind, replication=0):
        self.scenario, self.city, self.kind = scenario, city, kind
        self.replication = replication
        self.seed = scenario.projection.seed
        self.start, self.horizon = scenario.projection.start, scenario.projection.months
        self.work = scenario.work[kind]
        economy = scenario.economy
        span = (self.start, self.horizon + 1)
        rise = economy.minimum_wage
        self.minimum = tables.minimum_wages_fen(city, *span, rise.step_months, rise.step)
        growth = economy.average_wage_growth_year
        self.average = tables.average_wages_in_force_yuan(city, *span, growth)
        since, last = scenario.population.scheme_from[city], scenario.scheme_ends
        self.scheme_start = NEVER if since is None else max(0, since - self.start)
        self.scheme_end = NEVER if last is None else max(0, last + 1 - self.start)
        ahead = range(self.start, self.start + self.horizon + 300)
        self.loss_speed = [self.cycle(month, "loss") for month in ahead]
        self.find_speed = [self.cycle(month, "reemployment") for month in ahead]
        self.ratio = {c.name: c.wage_ratio for c in tables.cities()}[city]
        self.platforms = len(self.work.platform_market_shares)
        self.most = min(self.work.platforms_max, self.platforms)
        self._known = {}
        self._closing = {}

    def cycle(self, calendar, of):
        speed = 1.0
        for recession in self.scenario.economy.recessions:
            if recession.from_month <= calendar < recession.from_month + recession.months:
                speed *= getattr(recession, of)
        return speed

    def value(self, key, month):
        """A dated value in force in a month of the projection."""
        known = self._known.get((key, month))
        if known is None:
            known = self._known[key, month] = self.scenario.dated[key].at(self.start + month)
        return known

    def law(self, key, month):
        return self.value("law." + key, month)

    def open(self, month):
        return self.scheme_start <= month < self.scheme_end

    def covered(self, cause, month):
        return cause in self.law("covered_causes", month)

    def floor(self, month):
        return max(
            half_up(self.minimum[month], self.law("base_floor_min_wages", month)),
            half_up(self.average[month] * 100, self.law("base_floor_average_wages", month)),
        )

    def ceiling(self, month):
        return half_up(self.average[month] * 100, self.law("base_ceiling_average_wages", month))

    def benefit(self, month):
        return half_up(self.minimum[month], self.law("benefit_min_wages", month))

    def partial_benefit(self, month):
        return half_up(self.benefit(month), self.law("multi_platform_rule.benefit_share", month))

    def medical(self, month):
        since, yuan = self.scenario.dated["law.medical_month_yuan"].entry_at(self.start + month)
        growth = self.scenario.economy.average_wage_growth_year
        then = tables.average_wages_in_force_yuan(self.city, since, 1, growth)[0]
        return (2 * round(yuan * 100) * self.average[month] + then) // (2 * then)

    def job_seeking(self, base, month):
        return half_up(base, self.law("job_seeking.base_share", month))

    def platform_share(self, month):
        if self.kind == "self_employed":
            return 0.0
        return self.value("fund.platform_share", month)

    def closing(self, month):
        """Share of the holders who lose each platform at the opening of a month."""
        if month not in self._closing:
            calendar, kind_row = self.start + month, KINDS_OF_WORK.index(self.kind)
            spared = [1.0] * self.platforms
            rate = 1 - math.exp(-self.work.closure_rate_year / 12)
            for p in range(self.platforms):
                place = 0xFFFF * 65536 + kind_row
                u = uniforms(self.seed, self.replication, p, place, CLOSURE, calendar)
                if u[0] < rate:
                    spared[p] *= 1 - self.work.closure_hits
            for closure in self.scenario.economy.closures:
                if closure.kind == self.kind and closure.month == calendar:
                    spared[closure.platform - 1] *= 1 - closure.hits
            self._closing[month] = [1 - share for share in spared]
        return self._closing[month]

    def struck(self, month):
        """Share of the workers whom force majeure strikes at the opening of a month."""
        spared = 1.0
        for shock in self.scenario.economy.force_majeure:
            if shock.month == self.start + month and self.city in shock.cities:
                spared *= 1 - shock.share
        return 1 - spared

    def default_starts(self, month):
        def applies(m):
            return self.open(m) and self.value("joining.rule", m) == "default_in"

        return applies(month) and not applies(month - 1)

    def retirement_delay(self, calendar):
        """Months by which those retire later who reach the age in a calendar month."""
        rise = tables.retirement().rise
        if calendar < rise.since:
            return 0
        return min(rise.delay_months_max, (calendar - rise.since) // rise.step_months + 1)

    def retiring_age(self, sex, month):
        """Age (months) of those who retire at the opening of a month: nobody older still works."""
        late = 0
        while self.retirement_delay(self.start + month - late - 1) > late:
            late += 1
        return tables.retirement_age_months(sex) + late


class Spell:
    """A platform held."""

    def __init__(self, number, platform, until, voluntary, cause):
        self.number, self.platform, self.until = number, platform, until
        self.voluntary, self.cause = voluntary, cause


# --- the worker --------------------------------------------------------------------------------


class Worker:
    """One worker. ``counts`` and ``amounts`` are her book: [month, kind]."""

    def __init__(self, world, cell_number, cohort, ordinal):
        self.world = world
        self.address = (world.seed, world.replication, ordinal, cell_number * 65536 + cohort)
        self.counts = np.zeros((world.horizon, KINDS), np.int64)
        self.amounts = np.zeros((world.horizon, KINDS), np.int64)
        self.by_tenure = Counter()  # (whole years contributed, kind): (events, amount)
        self.contributed = 0  # months, ever
        self.seen = Counter()
        self._years = {}
        work = world.work

        sex, age, income, risk = self.draw(TRAITS, 0)
        day, eligible, several, leaving = self.draw(START, 0)
        self.at_floor_habit, self.files_habit, self.opts_out, self.foresees = self.draw(HABITS, 0)
        self.entry_month = max(0, cohort - 1)
        self.entry = cohort - 1 + day if cohort else 0.0
        self.woman = sex >= work.male_share
        self.eligible = eligible < work.eligible_share
        self.starts_with_two = several < work.several_share and world.most >= 2
        table = quantiles("lognormal", work.income_log_sd)
        mean = work.income_month_yuan * 100 * world.ratio**work.city_income_power
        self.income = mean * quantile(table, income)
        self.risk = quantile(quantiles("gamma", work.risk_variance), risk)

        sexes = "women" if self.woman else "men"
        ages = world.scenario.population.entry_age
        limit = world.retiring_age(sexes, self.entry_month) / 12
        share = triangular_share(ages.min, ages.mode, ages.max, limit)
        age_months = 12 * triangular_age(ages.min, ages.mode, ages.max, age * share)
        reached = self.entry + tables.retirement_age_months(sexes) - age_months
        retires = reached + world.retirement_delay(world.start + math.floor(reached))
        gone = NEVER
        if work.leave_rate_month > 0:
            gone = self.entry + exponential(leaving) / work.leave_rate_month
        self.leaves = min(gone, retires)
        self.fertile_until = self.entry + 45 * 12 - age_months

        self.own = self.brought = self.unused = self.unused_brought = 0
        brings, how_many, brings_unused, how_much = self.draw(PRIOR, 0)
        prior = world.scenario.population.prior_insurance
        if brings < prior.share:
            self.brought = 1 + int(how_many * prior.months_max)
            if brings_unused < prior.unused_share and world.law("carry_over", self.entry_month):
                self.unused = self.unused_brought = 1 + int(how_much * 6)

        self.here = True
        self.now = self.entry
        self.month = self.entry_month
        self.held = []
        self.spells = self.spells_out = 0
        self.worked_on = 0
        self.voluntary_since = self.uncovered_since = False
        self.forced_at, self.forced_cause = -NEVER, ""
        self.search_left, self.search_since = 0.0, 0.0

        self.member = self.lapsed_before = False
        self.base, self.base_until, self.at_floor = 0, -1, False
        self.year_is_full = NEVER  # a year after she joined
        self.foreseen = None
        self.rights = False

        self.claim = None  # or "pending", "running"
        self.partial = self.hidden = self.benefited = False
        self.register = self.detection = NEVER
        self.entitled = self.paid = self.on_brought = 0
        self.partial_month = -1

        ahead = range(world.horizon)
        self.streams = {
            "offer": self.stream(OFFER, [work.gain_rate_month for _ in ahead]),
            "illness": self.stream(ILLNESS, [work.illness_rate_month for _ in ahead]),
            "provoked": self.stream(PROVOKED, [work.provoked_loss_rate_month for _ in ahead]),
            "attention": self.stream(
                ATTENTION, [world.value("joining.attention_rate_month", m) for m in ahead]
            ),
            "lapse": self.stream(
                LAPSE, [world.value("membership.lapse_rate_month", m) for m in ahead]
            ),
            "birth": self.stream(
                BIRTH, [world.law("maternity.birth_rate_year", m) / 12 for m in ahead]
            ),
        }

    def draw(self, decision, occasion):
        return uniforms(*self.address, decision, occasion)

    def stream(self, decision, rates):
        """All arrivals from entry to the horizon: (time, number)."""
        arrivals, time, number = [], self.entry, 0
        while True:
            time = reach(rates, time, exponential(self.draw(decision, number)[0]))
            if time == NEVER:
                return arrivals
            arrivals.append((time, number))
            number += 1

    def year(self, month):
        """Luck of the calendar year: income, July review, decides to stay."""
        year = (self.world.start + month) // 12
        if year not in self._years:
            self._years[year] = self.draw(YEAR, year)
        return self._years[year]

    def book(self, kind, amount=0, month=None):
        month = self.month if month is None else month
        self.counts[month, kind] += 1
        self.amounts[month, kind] += amount
        years = min(self.contributed // 12, 14)
        self.by_tenure[years, kind, "events"] += 1
        self.by_tenure[years, kind, "amount"] += amount

    def live(self):
        """From her entry to the horizon, or until she leaves."""
        if self.entry >= self.world.horizon:
            return self
        self.enter()
        for month in range(self.entry_month, self.world.horizon):
            self.month = month
            if month > self.entry_month:
                self.now = float(month)
                self.open_month()
            self.live_month()
            if not self.here:
                break
            self.close_month()
        return self

    # --- a month ---

    def open_month(self):
        world, month = self.world, self.month
        if month == world.scheme_end:
            self.end_scheme()
        if world.law("floor_binds_at_once", month) and self.member:
            self.lift_base()
        joined_before = self.member
        if world.default_starts(month):
            self.join_by_default(again=True)
        if (world.start + month) % 12 == 6:
            self.review()
            if self.member and joined_before:
                before = self.base
                self.declare()
                self.seen["July change"] += self.base != before
        lost, cause = [], ""
        closing = world.closing(month)
        if any(closing) and self.held:
            u = self.draw(CLOSURE_HITS, world.start + month)
            lost = [spell for spell in self.held if u[spell.platform] < closing[spell.platform]]
            if lost:
                self.seen["closure"] += 1
                cause = "platform_closed"
        struck, left = world.struck(month), len(self.held) - len(lost)
        if left and struck and self.draw(FORCE_MAJEURE, world.start + month)[0] < struck:
            self.seen["force majeure"] += 1
            lost, cause = list(self.held), "force_majeure"
        if lost:
            self.lose(lost, cause, voluntary=False)

    def live_month(self):
        """Let happen what comes first, until nothing more comes in this month."""
        while self.here:
            coming = [
                (self.leaves, 0, self.leave),
                (self.payment_due(), 1, self.pay),
                (self.claim_over_at(), 2, self.exhaust),
                (self.detection if self.hidden else NEVER, 3, self.detect),
                (self.register if self.claim == "pending" else NEVER, 4, self.decide_claim),
                (self.finds_work_at(), 5, self.find_work),
                (self.joins_by_foresight_at(), 6, self.join_by_foresight),
                (self.year_is_full, 20, self.survive_a_year),
            ]
            if self.held:
                first = min(self.held, key=lambda spell: spell.until)
                coming.append((first.until, 7, self.end_spell))
            for row, (name, arrivals) in enumerate(self.streams.items()):
                if arrivals:
                    coming.append((arrivals[0][0], 8 + row, getattr(self, "on_" + name)))
            time, _, happen = min(coming)[:3]
            if time >= self.month + 1:
                return
            self.now = max(self.now, time)
            happen()

    def close_month(self):
        world, month = self.world, self.month
        rate_ppm = round(world.work.loss_rate_month * self.risk * 1_000_000)
        jobless, applies = not self.held, self.eligible and world.open(month)
        for kind, holds, amount in (
            (Kind.WORKER, True, rate_ppm),
            (Kind.ELIGIBLE, applies, rate_ppm),
            (Kind.JOBLESS, jobless, rate_ppm),
            (Kind.ELIGIBLE_JOBLESS, applies and jobless, rate_ppm),
            (Kind.MEMBER_JOBLESS, self.member and jobless, rate_ppm),
            (Kind.MEMBER, self.member, rate_ppm),
            (Kind.MEMBER_AT_FLOOR, self.member and self.at_floor, 0),
            (Kind.SEVERAL_PLATFORMS, len(self.held) > 1, 0),
            (Kind.PENDING, self.claim == "pending", 0),
        ):
            if holds:
                self.book(kind, amount)
        works = bool(self.held) and self.claim != "running"
        if self.member and works and world.open(month) and self.partial_month != month:
            self.contribute()
        if self.claim == "running" and self.reading == "next_calendar_month":
            first = int(self.registered + self.waiting) + 1
            if month >= first and self.paid < self.entitled:
                self.pay()
        if month == world.horizon - 1:
            self.book_what_is_owed()

    def book_what_is_owed(self):
        if self.claim == "running":
            self.book(Kind.CLAIM_AT_HORIZON, self.entitled - self.paid)
        if self.insured() and self.qualified():
            self.book(Kind.RIGHTS_AT_HORIZON, self.entitlement_at(self.counted_months())[1])

    def contribute(self):
        world, month = self.world, self.month
        contribution = half_up(self.base, world.law("contribution_rate", month))
        platform = half_up(contribution, world.platform_share(month))
        self.book(Kind.BASE, self.base)
        self.seen["base under the floor"] += self.base < world.floor(month)
        self.book(Kind.CONTRIBUTION_OWN, contribution - platform)
        if platform:
            self.book(Kind.CONTRIBUTION_PLATFORM, platform)
            self.seen["platform share"] += 1
        self.own += 1
        self.contributed += 1

    # --- work ---

    def enter(self):
        for _ in range(2 if self.starts_with_two else 1):
            self.take_platform()
        self.book(Kind.ENTERED, len(self.held))
        self.join_by_default()

    def take_platform(self):
        work = self.world.work
        duration, voluntary, cause, identity = self.draw(PLATFORM, self.spells)
        until = NEVER
        if work.loss_rate_month > 0:
            mean = work.loss_rate_month * math.gamma(1 + 1 / work.loss_shape) * self.risk
            needed = exponential(duration) ** (1 / work.loss_shape) / mean
            until = reach(self.world.loss_speed, self.now, needed)
        causes = OWN_CAUSES if self.world.kind == "self_employed" else PLATFORM_CAUSES
        name, below = causes[-1], 0.0
        for candidate in causes[:-1]:
            below += work.cause_shares.get(candidate, 0.0)
            if cause < below:
                name = candidate
                break
        taken = {spell.platform for spell in self.held}
        free = [p for p in range(self.world.platforms) if p not in taken]
        shares = [work.platform_market_shares[p] for p in free]
        platform, below = free[-1], 0.0
        for p, share in zip(free, shares, strict=True):
            below += share
            if below > identity * sum(shares):
                platform = p
                break
        is_voluntary = voluntary >= work.involuntary_share
        self.held.append(Spell(self.spells, platform, until, is_voluntary, name))
        self.spells += 1
        self.worked_on = len(self.held)

    def on_offer(self):
        self.streams["offer"].pop(0)
        if not 1 <= len(self.held) < self.world.most:
            return
        self.take_platform()
        self.book(Kind.GAINED_PLATFORM, 1)
        if self.claim and self.partial:
            if self.claim == "pending":
                self.deny(Kind.DENIED_FOUND_WORK_FIRST)
            else:
                self.end_claim()

    def on_illness(self):
        self.streams["illness"].pop(0)
        if self.held:
            self.lose(list(self.held), "illness", voluntary=False)

    def on_provoked(self):
        self.streams["provoked"].pop(0)
        if self.member and len(self.held) == 1 and self.claim is None and self.qualified():
            own = self.world.kind == "self_employed"
            self.seen["provoked"] += 1
            self.lose(list(self.held), "licence" if own else "account_suspended", voluntary=False)

    def end_spell(self):
        spell = min(self.held, key=lambda one: one.until)
        if self.world.cycle(self.world.start + self.month, "loss") != 1:
            self.seen["recession"] += 1
        self.lose([spell], spell.cause, spell.voluntary)

    def lose(self, lost, cause, voluntary):
        """Platforms go, all at once and from one cause."""
        world, month = self.world, self.month
        self.worked_on = len(self.held)
        self.held = [spell for spell in self.held if spell not in lost]
        self.book(Kind.LOST_VOLUNTARY if voluntary else Kind.LOST_INVOLUNTARY, len(lost))
        covered = world.covered(cause, month)
        self.voluntary_since |= voluntary
        self.uncovered_since |= not voluntary and not covered
        if not voluntary and covered:
            self.forced_at, self.forced_cause = self.now, cause
        if self.held:
            self.worked_on = len(self.held)
            if self.claim is not None:
                return
            if world.law("multi_platform_rule.mode", month) == "pays":
                self.book(Kind.PARTIAL_LOSS)
                number = min(spell.number for spell in lost)
                self.open_claim(cause, voluntary, *self.draw(PARTIAL, number)[:3], partial=True)
            elif not voluntary and covered and self.insured() and self.qualified():
                self.book(Kind.DENIED_MULTI_PLATFORM)
            return
        self.spells_out += 1
        needed, delay, passed_off, verified = self.draw(SEARCH, self.spells_out)
        work = world.work
        if work.reemployment_rate_month > 0:
            mean = work.reemployment_rate_month * math.gamma(1 + 1 / work.reemployment_shape)
            self.search_left = exponential(needed) ** (1 / work.reemployment_shape) / mean
        else:
            self.search_left = NEVER
        self.search_since = self.now
        if self.hidden:
            self.book(Kind.LOST_UNDECLARED)
            self.hidden = False
            return
        if self.claim == "pending":
            self.deny(Kind.DENIED_DID_NOT_FILE)
            self.seen["partial claim overtaken"] += 1
        elif self.claim == "running":
            self.seen["partial claim cut"] += 1
            self.end_claim()
        self.book(Kind.LAST_LOSS)
        self.benefited = False
        self.open_claim(cause, voluntary, delay, passed_off, verified, partial=False)

    def search_pace(self):
        on_benefit = self.claim == "running" and not self.partial
        return 1 - self.world.work.search_effect if on_benefit else 1.0

    def search_on(self):
        """Count the search so far, before its pace changes."""
        if not self.held:
            run = run_of(self.world.find_speed, self.search_since, self.now)
            self.search_left -= run * self.search_pace()
            self.search_since = self.now

    def finds_work_at(self):
        if self.held or self.search_pace() == 0:
            return NEVER
        left = self.search_left / self.search_pace()
        return reach(self.world.find_speed, self.search_since, left)

    def find_work(self):
        self.voluntary_since = self.uncovered_since = False
        self.take_platform()
        self.book(Kind.FOUND_WORK, 1)
        if self.claim == "pending":
            self.deny(Kind.DENIED_FOUND_WORK_FIRST)
        elif self.claim == "running":
            undeclared, detection, _, _ = self.draw(RETURN, self.spells_out)
            if undeclared < self.world.value("claiming.undeclared_work_share", self.month):
                mean = self.world.value("claiming.detection_months", self.month)
                self.hidden = True
                self.detection = self.now + exponential(detection) * mean
                return
            self.end_claim()
        self.return_to_work()

    def detect(self):
        self.seen["detected"] += 1
        self.end_claim()
        self.return_to_work()

    def return_to_work(self):
        """She works again, and no claim is left."""
        if self.benefited:
            self.benefited = False
            if self.member:
                resumes = self.draw(RETURN, self.spells_out)[2]
                if resumes < self.world.value("membership.resume_share", self.month):
                    self.take_base_again()
                else:
                    self.seen["did not resume"] += 1
                    self.lapse()
        self.join_by_default()

    def leave(self):
        self.book(Kind.LEFT)
        if not self.held:
            self.book(Kind.LEFT_JOBLESS)
        if self.claim == "pending":
            self.deny(Kind.DENIED_LEFT_FIRST)
        elif self.claim == "running":
            self.end_claim()
        if self.member:
            self.book(Kind.MEMBER_LEFT)
        self.here = False

    # --- membership ---

    def rule(self):
        return self.world.value("joining.rule", self.month)

    def may_join(self):
        free = not self.member and self.claim is None
        return self.eligible and bool(self.held) and free and self.world.open(self.month)

    def on_attention(self):
        _, number = self.streams["attention"].pop(0)
        if not self.may_join() or (self.rule() == "default_in" and not self.lapsed_before):
            return
        if self.decides(self.draw(ATTENTION, number)[1]):
            self.seen["joined: " + self.rule()] += 1
            self.join()

    def decides(self, u):
        if self.rule() == "logit":
            return u < self.joining_share()
        return u < self.world.value("joining.probability", self.month)

    def join_by_default(self, again=False):
        if self.rule() != "default_in" or not self.may_join():
            return
        if self.opts_out < self.world.value("joining.opt_out_share", self.month):
            return
        if again or not self.lapsed_before:
            self.seen["joined: default_in"] += 1
            self.join()

    def joins_by_foresight_at(self):
        world, month = self.world, self.month
        if self.rule() != "strategic" or not self.may_join() or len(self.held) != 1:
            return NEVER
        if self.foresees >= world.value("joining.foresight_share", month):
            return NEVER
        only = self.held[0]
        if only.voluntary or not world.covered(only.cause, month):
            return NEVER
        if only.until >= world.horizon:  # what is lost after the end nobody knows
            return NEVER
        months = self.own + (self.brought if world.law("prior_months_count", month) else 0)
        if months >= world.law("qualifying_months", month) or self.unused > 0:
            return self.now
        return max(self.now, only.until - world.value("joining.foresight_months", month))

    def join_by_foresight(self):
        self.seen["joined: strategic, by foresight"] += 1
        self.foreseen = self.held[0].until
        self.join()

    def join(self):
        self.member = True
        self.year_is_full = self.now + 12
        self.book(Kind.JOINED)
        self.take_base_again()

    def survive_a_year(self):
        self.book(Kind.SURVIVED_A_YEAR)
        self.year_is_full = NEVER

    def lapse(self):
        if self.year_is_full <= self.now:  # a year to the day is a year
            self.survive_a_year()
        self.book(Kind.LAPSED)
        self.member = False
        self.year_is_full = NEVER
        self.lapsed_before = True
        self.foreseen = None

    def on_lapse(self):
        self.streams["lapse"].pop(0)
        if self.member and self.held and self.claim is None and not self.waits_for_loss():
            self.lapse()

    def waits_for_loss(self):
        return self.foreseen is not None and self.now < self.foreseen

    def review(self):
        """July: some members decide again."""
        if not self.member or not self.held or self.claim or self.waits_for_loss():
            return
        _, reviewed, stays, _ = self.year(self.month)
        if reviewed >= self.world.value("membership.july_review_share", self.month):
            return
        if self.rule() == "default_in":
            stay = self.opts_out >= self.world.value("joining.opt_out_share", self.month)
        else:
            stay = self.decides(stays)
        if not stay:
            self.seen["stopped in July"] += 1
            self.lapse()

    def take_base_again(self):
        if self.world.law("rejoin_base", self.month) == "new" or self.month >= self.base_until:
            self.seen["old base given up"] += self.month < self.base_until
            self.declare()
        else:
            self.seen["old base kept"] += 1
            if self.world.law("floor_binds_at_once", self.month):
                self.lift_base()

    def would_declare(self):
        world, month = self.world, self.month
        floor, ceiling = world.floor(month), world.ceiling(month)
        if self.at_floor_habit < world.value("declaring.floor_share", month):
            return floor
        return max(floor, min(ceiling, math.floor(self.mean_income() + 0.5)))

    def declare(self):
        self.base = self.would_declare()
        self.at_floor = self.base == self.world.floor(self.month)
        self.base_until = self.month + 1
        while (self.world.start + self.base_until) % 12 != 6:
            self.base_until += 1
        self.book(Kind.DECLARED, self.base)

    def lift_base(self):
        floor = self.world.floor(self.month)
        if self.base < floor:
            self.seen["base lifted"] += 1
            self.base = floor

    def mean_income(self):
        """Mean income of the last 12 months in flexible work."""
        world, month = self.world, self.month
        months = range(max(month - 12, self.entry_month), month) or [month]
        growth = 1 + world.scenario.economy.income_growth_year
        spread = quantiles("lognormal", world.work.income_year_log_sd)
        total = 0.0
        for m in months:
            luck = quantile(spread, self.year(m)[0])
            total += growth ** ((world.start + m - JANUARY_2022) / 12) * luck
        n = len(self.held) or self.worked_on
        several = 1 + world.work.several_income * (n - 1)
        return self.income * total / len(months) * several

    def joining_share(self):
        """Chance of joining by the gain she expects."""
        world, month = self.world, self.month
        gain = self.gain() / 100 - world.value("joining.threshold_yuan", month)
        x = gain / world.value("joining.scale_yuan", month)
        return 1 / (1 + math.exp(-x)) if x > -700 else 0.0

    def gain(self):
        world, month, work = self.world, self.month, self.world.work

        def value(key):
            return world.value(key, month)

        n, most, gains = len(self.held), world.most, work.gain_rate_month
        loss = work.loss_rate_month * self.risk ** value("joining.belief_weight")
        last = 0.0
        if loss > 0:
            passage = [0.0] * (most + 2)
            for k in range(most, 0, -1):
                onward = gains * passage[k + 1] if k < most else 0.0
                passage[k] = (1 + onward) / (k * loss)
            last = 1 / sum(passage[1 : n + 1])
        illness = work.illness_rate_month
        covered_share = sum(s for c, s in work.cause_shares.items() if world.covered(c, month))
        forced = work.involuntary_share * covered_share
        claims = last * forced + (illness if world.covered("illness", month) else 0.0)
        pays = value("law.multi_platform_rule.mode") == "pays"
        beside = n * loss * forced if pays and n > 1 else 0.0
        find = work.reemployment_rate_month
        exit_ordinary = find * (1 - work.search_effect)
        exit_partial = gains + last
        waiting = value("law.waiting_months")

        def months_paid(entitled, exit_rate):
            paid = sum(math.exp(-exit_rate * (j + waiting)) for j in range(entitled))
            if value("law.benefit_month") == "completed_month":
                paid *= math.exp(-exit_rate)
            elif value("law.benefit_month") == "next_calendar_month":
                within = (1 - math.exp(-exit_rate)) / exit_rate if exit_rate else 1.0
                paid *= math.exp(-exit_rate) * within
            return paid

        worth, cost = 0.0, 0.0
        delay = value("claiming.delay_months_mean")
        paid_share = value("claiming.take_up") * value("claiming.verified_share")
        paid_share /= 1 + find * delay
        months = self.counted_months()
        horizon = value("joining.horizon_months")
        for k in range(horizon):
            entitled = self.entitlement_at(months + k)[1]
            ordinary = months_paid(entitled, exit_ordinary)
            partial = months_paid(entitled, exit_partial)
            ends = last + illness + beside
            survives = math.exp(-k * ends)
            if ends > 0:  # a claim may come at any time of month k
                survives *= (1 - math.exp(-ends)) / ends
            worth += survives * claims * ordinary * world.benefit(month)
            worth += survives * beside * partial * world.partial_benefit(month)
            cost += math.exp(-k * (last + illness))
        utility = value("joining.jobless_consumption") ** -value("joining.risk_aversion")
        own_part = value("law.contribution_rate") * (1 - world.platform_share(month))
        cost *= value("joining.cost_salience") * self.would_declare() * own_part
        return worth * paid_share * utility - cost

    # --- claims ---

    def counted_months(self):
        counts = self.world.law("prior_months_count", self.month)
        return self.own + (self.brought if counts else 0)

    def qualified(self, month=None):
        month = self.month if month is None else month
        counts = self.world.law("prior_months_count", month)
        months = self.own + (self.brought if counts else 0)
        return months >= self.world.law("qualifying_months", month) or self.unused > 0

    def insured(self):
        if self.world.open(self.month):
            required = self.world.law("membership_at_loss", self.month) == "required"
            return self.member or (self.eligible and not required)
        return self.rights

    def entitlement_at(self, months):
        """What contribution months earn, and with the unused months, under the cap."""
        world, month = self.world, self.month
        earned = 0
        if months >= world.law("qualifying_months", month):
            earned = max(1, full_steps(world.law("duration", month), months)[0])
        return earned, min(world.law("cap_months", month), earned + self.unused)

    def open_claim(self, cause, voluntary, delay, passed_off, verified, partial):
        """Read conditions 1 to 4 at the loss; then wait for the day of registration."""
        world, month = self.world, self.month
        covered = voluntary or world.covered(cause, month)
        given_up = voluntary
        sequence = world.law("sequence_rule", month)
        if sequence == "last" and not voluntary and covered:
            self.seen["sequence last decides"] += self.voluntary_since or self.uncovered_since
        if sequence == "all":
            self.seen["sequence all decides"] += self.voluntary_since and not voluntary
            voluntary, covered = self.voluntary_since, not self.uncovered_since
        elif sequence != "last" and self.now - self.forced_at < sequence.any_within_months:
            self.seen["sequence any_within decides"] += voluntary or not covered
            voluntary, covered, cause = False, True, self.forced_cause
            given_up = False
        failed = [
            number
            for number, holds in (
                (1, self.insured()),
                (2, not voluntary or passed_off < world.value("claiming.misreported_share", month)),
                (3, covered),
                (4, self.qualified()),
                (5, self.files_habit < world.value("claiming.take_up", month)),
                (6, verified < world.value("claiming.verified_share", month)),
            )
            if not holds
        ]
        self.mask = sum(1 << (number - 1) for number in failed)
        if 1 not in failed and 4 not in failed:
            self.book(Kind.QUALIFIED_LOSS, self.mask)
            if 2 in failed:
                self.book(Kind.QUALIFIED_VOLUNTARY)
            elif 3 in failed:
                self.book(Kind.QUALIFIED_NOT_COVERED)
        self.partial = partial
        self.note_readings(failed)
        if len(failed) == 1 and not partial and failed[0] in SOLE:
            self.book(SOLE[failed[0]])
        if month >= world.scheme_end and not self.rights:
            self.deny(Kind.DENIED_SCHEME_ENDED)
        elif failed and failed[0] <= 4:
            self.deny(DENIALS[failed[0]])
        else:
            wait = exponential(delay) * world.value("claiming.delay_months_mean", month)
            if not given_up and cause in ("account_suspended", "licence"):
                least = world.law("suspension_months_min", month)
                self.seen["suspension decides"] += wait < least
                self.seen["suspension asks no wait"] += wait < 1 and not least
                wait = max(wait, least)
            self.claim = "pending"
            self.book(Kind.CLAIM_OPENED, self.mask)
            self.register = self.now + wait
            self.lost_at = self.now
            self.verified = verified
            self.claim_base = self.base if self.member else 0

    def note_readings(self, failed):
        world, month = self.world, self.month
        if world.open(month) and 1 not in failed and not self.member:
            self.seen["membership not required"] += 1
        if 1 in failed and self.own and not failed[1:]:
            self.seen["membership required"] += 1
        if 1 not in failed and self.rights and month >= world.scheme_end:
            self.seen["accrued right used"] += 1
        if self.brought and 1 not in failed:
            counts = world.law("prior_months_count", month)
            self.seen["prior months count" if counts else "prior months do not count"] += 1

    def deny(self, kind):
        self.book(kind, self.mask)
        self.claim = None
        self.partial = False
        self.register = NEVER

    def decide_claim(self):
        """The day of registration."""
        world, month = self.world, self.month
        if self.files_habit >= world.value("claiming.take_up", month):
            self.deny(Kind.DENIED_DID_NOT_FILE)
        elif self.verified >= world.value("claiming.verified_share", month):
            self.deny(Kind.DENIED_NOT_VERIFIED)
        else:
            self.award()

    def award(self):
        world, month = self.world, self.month
        self.search_on()
        months = self.counted_months()
        counts = bool(world.law("prior_months_count", month))
        duration = world.law("duration", month)
        earned, entitled = self.entitlement_at(months)
        brought = self.brought if counts else 0
        self.on_brought = self.unused_brought + min(earned, full_steps(duration, brought)[0])
        self.note_award(earned, duration, brought)
        if earned:
            left = 0
            if world.law("months_after_award", month) == "keep_remainder":
                step = full_steps(duration, months)[1]
                left = months - max(world.law("qualifying_months", month), step)
                self.seen["remainder kept"] += left > 0
            else:
                self.seen["remainder lost"] += months > full_steps(duration, months)[1] > 0
            spent = months - left
            if counts:
                from_brought = min(self.brought, spent)
                self.brought -= from_brought
                spent -= from_brought
            self.own -= spent
        self.unused = self.unused_brought = 0
        self.entitled, self.paid = entitled, 0
        self.registered = self.now
        self.waiting = world.law("waiting_months", month)
        self.reading = world.law("benefit_month", month)
        self.claim, self.register = "running", NEVER
        self.benefited = not self.partial
        self.reforms = self.law_of_spell()
        self.book(Kind.AWARDED, entitled)
        if self.foreseen is not None and self.member:
            self.seen["stopped with the award"] += 1
            self.lapse()

    def note_award(self, earned, duration, brought):
        name = duration if isinstance(duration, str) else "steps"
        self.seen[f"D {name} {min(24, earned)}"] += earned > 0
        self.seen["carry-over"] += self.unused > self.unused_brought
        self.seen["brought months"] += brought > 0
        self.seen["unused brought"] += self.unused_brought > 0
        self.seen["unused alone"] += earned == 0
        self.seen["partial award"] += self.partial
        self.seen["cap binds"] += earned + self.unused > self.world.law("cap_months", self.month)
        self.seen["waiting"] += self.world.law("waiting_months", self.month) > 0

    def claim_over_at(self):
        """When the last month of the entitlement is over."""
        if self.claim != "running":
            return NEVER
        if self.reading == "next_calendar_month":
            return float(int(self.registered + self.waiting) + self.entitled + 1)
        return self.registered + self.waiting + self.entitled

    def payment_due(self):
        """When the next month is due in the midst of a month (not at its close)."""
        if self.claim != "running" or self.paid >= self.entitled:
            return NEVER
        due = self.registered + self.waiting + self.paid
        if self.reading == "registration_day":
            return due
        return due + 1 if self.reading == "completed_month" else NEVER

    def pay(self):
        world, month = self.world, self.month
        outgo = world.benefit(month)
        if self.partial:
            outgo = world.partial_benefit(month)
            self.book(Kind.BENEFIT_PARTIAL, outgo)
            self.partial_month = month
        else:
            self.book(Kind.BENEFIT_UNDECLARED if self.hidden else Kind.BENEFIT, outgo)
            medical = world.medical(month)
            if medical:
                self.book(Kind.MEDICAL, medical)
            outgo += medical
            allowed = world.law("job_seeking.in_force", month) and self.claim_base
            if allowed and self.paid < world.law("job_seeking.months_max", month):
                allowance = world.job_seeking(self.claim_base, month)
                self.book(Kind.JOB_SEEKING, allowance)
                outgo += allowance
        if self.paid < self.on_brought:
            self.book(Kind.OUTGO_ON_BROUGHT_MONTHS, outgo)
        if self.paid == 0:
            since = self.now if self.reading != "next_calendar_month" else month + 1
            self.book(Kind.FIRST_PAYMENT, math.floor((since - self.lost_at) * 1000 + 0.5))
        self.note_payment()
        self.paid += 1

    def law_of_spell(self):
        """What a reform or a new minimum wage may change while she is on benefit."""
        world, month = self.world, self.month
        law = (world.law(key, month) for key in ("contribution_rate", "duration", "cap_months"))
        return world.minimum[month], (world.law("benefit_min_wages", month), *law)

    def note_payment(self):
        world, month = self.world, self.month
        self.seen["paid: " + self.reading] += 1
        if month >= world.scheme_end > self.registered:
            self.seen["paid after the scheme's end"] += 1
        for before, now, what in zip(self.reforms, self.law_of_spell(), REFORMS, strict=True):
            self.seen[what + " within a spell"] += before != now
        self.reforms = self.law_of_spell()

    def exhaust(self):
        self.book(Kind.EXHAUSTED)
        partial = self.partial
        self.end_claim()
        if self.held and not partial:
            self.seen["exhausted at undeclared work"] += 1
            self.return_to_work()

    def end_claim(self):
        """Work, leaving, exhaustion, detection: what is unused stays hers, or is lost."""
        if not self.held:
            self.search_on()
        left = self.entitled - self.paid
        self.book(Kind.CLAIM_ENDED, left)
        kept = left if self.world.law("carry_over", self.month) else 0
        self.seen["unused lost"] += left > 0 and not kept
        self.unused = kept
        self.unused_brought = max(0, min(kept, self.on_brought - self.paid))
        self.claim = None
        self.partial = self.hidden = False
        self.detection = NEVER

    def on_birth(self):
        self.streams["birth"].pop(0)
        ordinary = self.claim == "running" and not self.partial
        fertile = self.woman and self.now < self.fertile_until
        if ordinary and fertile and self.world.law("maternity.in_force", self.month):
            number = self.world.law("maternity.benefits", self.month)
            self.book(Kind.MATERNITY, number * self.world.benefit(self.month))

    def end_scheme(self):
        last = self.month - 1
        accrues = self.world.law("scheme_end_rights", last) == "accrued"
        kept = self.claim == "running" and self.world.law("carry_over", last)
        left = kept and self.entitled > self.paid
        self.rights = accrues and self.member and (left or self.qualified(last))
        if self.claim == "pending" and not self.rights:
            self.deny(Kind.DENIED_SCHEME_ENDED)
        if self.member:
            self.lapse()
