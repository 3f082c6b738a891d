"""The cities by name: as a user may write them, and all of them listed."""

from collections.abc import Iterable
from typing import NamedTuple

from uisim.law.tables import cities


def city_named(name: str) -> str:
    """Give the code of a city written in English or Chinese; what names no city stays."""
    codes = {city.name_zh: city.name for city in cities()}
    return codes.get(name.removesuffix("市"), name.lower())


class CityNames(NamedTuple):
    """Some cities, listed by code and in Chinese with their names."""

    codes: tuple[str, ...]

    @classmethod
    def of(cls, codes: Iterable[str]) -> "CityNames":
        """List the cities of these codes, each once, in order."""
        return cls(tuple(sorted(set(codes))))

    def written(self, language: str, /) -> str:
        """Write the list."""
        named = {city.name: city.name_zh for city in cities()}
        zh = language == "zh"
        return "、".join(f"{named[c]} {c}" for c in self.codes) if zh else ", ".join(self.codes)
