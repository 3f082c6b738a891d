"""Of two things at one and the same instant, the one that comes first by the text of the rule."""

from types import SimpleNamespace

import pytest

from uisim.acts.claim import Claim
from uisim.acts.coming import Next, come_next
from uisim.acts.work import _closure_hits
from uisim.chance import Address, Decision, draw
from uisim.law.claim import Cause
from uisim.setting import HER
from uisim.units import NEVER

TIMES = ("leave", "offer", "illness", "lapse", "provoked", "attention", "find", "register", "due")
TIMES += ("over", "detection", "birth")
LAW = SimpleNamespace(next_shock=NEVER, next_july=NEVER, next_default=NEVER)
WORK = SimpleNamespace(months=120, platforms=3, platforms_max=2, strategic=0, scheme_end=NEVER)
AT_WORK = {"platforms": 1}
MEMBER = {"platforms": 1, "member": 1}
NOT_YET = {"platforms": 1, "eligible": 1}
PENDING = {"platforms": 1, "claim": Claim.PENDING.value}
RUNNING = {"claim": Claim.RUNNING.value, "fertile_until": NEVER}


@pytest.mark.parametrize(
    ("her", "at_once", "first"),
    [
        (AT_WORK, ("leave", "loss"), Next.LEAVING),
        (AT_WORK, ("leave", "illness"), Next.LEAVING),
        (AT_WORK, ("loss", "illness"), Next.LOSS),
        (AT_WORK, ("illness", "offer"), Next.ILLNESS),
        (MEMBER, ("offer", "lapse"), Next.OFFER),
        (MEMBER, ("lapse", "provoked"), Next.LAPSE),
        (NOT_YET, ("loss", "attention"), Next.LOSS),
        ({}, ("leave", "find"), Next.LEAVING),
        (PENDING, ("loss", "register"), Next.LOSS),
        (RUNNING, ("find", "over"), Next.FIND),
        (RUNNING, ("over", "detection"), Next.OVER),
        (RUNNING, ("over", "birth"), Next.OVER),
        (RUNNING, ("leave", "due"), Next.LEAVING),
        (RUNNING, ("find", "due"), Next.DUE),
    ],
)
def test_of_two_things_at_once_the_first(her, at_once, first):
    she = SimpleNamespace(**dict.fromkeys(HER.names, 0) | dict.fromkeys(TIMES, NEVER) | her)
    held = [SimpleNamespace(until=NEVER, cause=Cause.DEMAND_DROP.value)]
    for name in at_once:
        if name == "loss":
            held[0].until = 7.5
        else:
            setattr(she, name, 7.5)
    come_next(SimpleNamespace(work=[WORK], months=[LAW]), she, held)
    assert (she.time, she.what) == (7.5, first.value)


@pytest.mark.parametrize("instant", [0.0, 7.5])
def test_a_birth_comes_before_the_age_at_which_none_does(instant):
    she = SimpleNamespace(**dict.fromkeys(HER.names, 0) | dict.fromkeys(TIMES, NEVER) | RUNNING)
    she.leave, she.birth, she.time, she.fertile_until = 9.0, 7.5, instant, 7.5
    come_next(SimpleNamespace(work=[WORK], months=[LAW]), she, [])
    assert she.what == Next.LEAVING


@pytest.mark.parametrize("platform", [1, 2, 3, 4])
def test_a_closure_that_hits_exactly_so_many_spares_her(platform):
    who, month = Address(7, 0, 3, 65536), 24300
    share = draw(who, Decision.CLOSURE_HITS, month)[platform - 1]
    law = SimpleNamespace(**{f"closure_hits_{n}": share for n in (1, 2, 3, 4)})
    she, world = SimpleNamespace(now=0), SimpleNamespace(months=[law])
    assert not _closure_hits(who, world, she, month, platform)
    setattr(law, f"closure_hits_{platform}", share + 1e-9)
    assert _closure_hits(who, world, she, month, platform)
