"""The two schedules of benefit months that a scenario may name, read from their table."""

from functools import cache

from uisim.law.tables import Form, Grade, Month, Name, read

__all__ = ["GuangdongDuration", "NationalDuration", "guangdong_duration", "national_duration"]


class GuangdongDuration(Form):
    """A month of benefit a full first step, then one a full later step (months)."""

    name: Name
    article: str
    since: Month
    source: str
    grade: Grade
    first_step_months: int
    first_until_months: int
    later_step_months: int


class DurationStep(Form):
    """Months of benefit from a number of contribution months on."""

    months: int
    entitlement: int


class NationalDuration(Form):
    """The national maxima, by steps."""

    name: Name
    article: str
    since: Month
    source: str
    grade: Grade
    steps: tuple[DurationStep, ...]


class Durations(Form):
    """The two schedules that a scenario may name."""

    guangdong: GuangdongDuration
    national: NationalDuration


def guangdong_duration() -> GuangdongDuration:
    """Read the Guangdong schedule of benefit months (Guangdong Regulation, article not found)."""
    return _durations().guangdong


def national_duration() -> NationalDuration:
    """Read the national maxima of benefit months (Social Insurance Law Art. 46)."""
    return _durations().national


@cache
def _durations() -> Durations:
    return read("duration", Durations)
