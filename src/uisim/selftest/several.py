"""Losses in turn (section 6.6): which of them count, and the other platform that blocks."""

import math
from collections.abc import Callable

from scipy.integrate import quad

from uisim.selftest.case import ENTERED, Case, Value, total
from uisim.selftest.claim import QUALIFIED


def last_of_two() -> Case:
    """Two platforms lost in turn, each against her will or not: the last loss counts."""
    return _sequence("last", "last", "最后一次", lambda forced, soon: forced)


def any_of_two() -> Case:
    """At least one of the losses of the last six months counts."""
    rule = {"any_within_months": 6}
    return _sequence(
        rule, "any within six months", "六个月内任一", lambda f, soon: f + (1 - f) * f * soon
    )


def all_of_two() -> Case:
    """All losses count."""
    return _sequence("all", "all", "全部", lambda forced, soon: forced**2)


def _sequence(rule: object, en: str, zh: str, share: Callable[[float, float], float]) -> Case:
    loss, forced, months, window = 0.1, 0.5, 24, 6

    def both_lost(gap: float) -> float:
        """Chance that the second loss comes within ``gap`` of the first, and before the end."""
        return float(
            quad(
                lambda t: (
                    2 * loss * math.exp(-2 * loss * t) * -math.expm1(-loss * min(gap, months - t))
                ),
                0,
                months,
                points=[max(0, months - gap)],
            )[0]
        )

    settings = QUALIFIED | {
        "work.all.several_share": 1,
        "work.all.loss_rate_month": loss,
        "work.all.involuntary_share": forced,
        "law.sequence_rule": rule,
    }
    values = [
        Value(
            f"Awarded, sequence: {en}",
            f"获批（先后中断：{zh}）",
            share(forced, both_lost(window) / both_lost(months)),
            total("claims_awarded"),
            total("last_losses"),
        )
    ]
    if rule == "last":
        values.append(
            Value(
                "Blocked by another platform",
                "因仍有其他平台不予享受",
                forced * -math.expm1(-2 * loss * months),
                total("denied_multi_platform"),
                ENTERED,
            )
        )
    return Case("6.6", settings, 4_800, tuple(values))


CASES = (last_of_two, any_of_two, all_of_two)
