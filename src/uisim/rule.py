"""The one compilation policy of the rules: plain Python that compiled code may call."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from uisim.units import PPM

if TYPE_CHECKING:
    _Function = TypeVar("_Function", bound=Callable[..., object])

    def rule(function: _Function) -> _Function:
        """Mark a function that both clocks play: read, debugged and tested as plain Python."""
        return function

else:
    from numba.extending import register_jitable

    # Without reference counts (`_nrt`): a generator would count every array anew at every yield,
    # which costs half the time and keeps two threads from being faster than one. So rules make no
    # arrays; the caller keeps those it passes alive. All in one piece (`forceinline`): every call
    # that stays one costs the generator two stores at each yield, a third of the time in all.
    rule = register_jitable(_nrt=False, error_model="numpy", forceinline=True)

__all__ = ["round_half_up", "rule"]


@rule
def round_half_up(amount: int, share_ppm: int) -> int:
    """Take ``share_ppm`` millionths of ``amount`` (fen, not negative), half a fen rounded up.

    The rounding is an assumption (grade U): no text found names one.
    """
    return (amount * share_ppm + PPM // 2) // PPM
