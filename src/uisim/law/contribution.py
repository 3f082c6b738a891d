"""Contributions of a voluntary member: the declared base, its limits, and what is due on it.

Articles are those of the Guangdong measure for flexible workers, version of 2026
(广东省灵活就业人员参加失业保险办法, 粤人社规〔2025〕50号). Money is integer fen,
shares and rates are integer millionths (ppm).
"""

from uisim.rule import round_half_up, rule

__all__ = [
    "base_ceiling_fen",
    "base_floor_fen",
    "base_in_force_fen",
    "contribution_due",
    "contribution_fen",
    "declared_base_fen",
    "platform_part_fen",
]


@rule
def base_floor_fen(
    minimum_wage_fen: int,
    min_wages_ppm: int,
    average_wage_fen: int,
    average_wages_ppm: int,
) -> int:
    """Art. 6: the base is not below the minimum wage of the city of the insurance relation.

    A share of the city's average wage is a reform's floor, 0 in the law. The higher one, in fen.
    """
    return max(
        round_half_up(minimum_wage_fen, min_wages_ppm),
        round_half_up(average_wage_fen, average_wages_ppm),
    )


@rule
def base_ceiling_fen(average_wage_fen: int, average_wages_ppm: int) -> int:
    """Art. 6: the base is at most three times the city's on-post wage of the year before (fen)."""
    return round_half_up(average_wage_fen, average_wages_ppm)


@rule
def declared_base_fen(declared_fen: int, floor_fen: int, ceiling_fen: int) -> int:
    """Art. 6: the income declared, held between floor and ceiling (fen).

    Should a reform lift the floor above the ceiling, the floor wins.
    """
    return max(floor_fen, min(declared_fen, ceiling_fen))


@rule
def base_in_force_fen(base_fen: int, floor_fen: int, floor_binds_at_once: bool) -> int:
    """Art. 6: the base declared holds from July to June (fen).

    Whether a rise of the minimum wage lifts it before July is open (`floor_binds_at_once`).
    """
    return max(base_fen, floor_fen) if floor_binds_at_once else base_fen


@rule
def contribution_fen(base_fen: int, rate_ppm: int) -> int:
    """Art. 6: the benchmark rate, employer's and employee's parts added up, on the base.

    In fen a month. Half a fen is rounded up, an assumption.
    """
    return round_half_up(base_fen, rate_ppm)


@rule
def platform_part_fen(due_fen: int, platform_share_ppm: int) -> int:
    """Split off the part of a contribution that the platform pays (fen); the member pays the rest.

    The measure (article number not found) encourages platforms to subsidise and sets no rate: any
    share is an assumption, 0 for the self-employed.
    """
    return round_half_up(due_fen, platform_share_ppm)


@rule
def contribution_due(member: bool, working: bool, on_benefit: bool, scheme_open: bool) -> bool:
    """Say whether a month is contributed, judged at its close.

    Contributions are monthly, a month missed is not paid later, one paid is not refunded (rule
    phrases of 2026, article numbers not found); that benefit suspends the duty is an assumption.
    """
    return member and working and not on_benefit and scheme_open
