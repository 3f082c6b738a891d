"""Makes the frozen scenario out of a checked document, and notes where each value came from."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from uisim.law.tables import cities
from uisim.scenario.blocks import Document, Economy, Population, Projection
from uisim.scenario.layers import built_in
from uisim.scenario.problems import COMMAND_LINE
from uisim.scenario.quantities import BEGINNING, DATED, KINDS, PRICE, Block
from uisim.scenario.schema import Dated, Origin, Scenario
from uisim.scenario.tree import Node
from uisim.units import format_month


def assemble(document: Document, tree: Node, path: Path) -> Scenario:
    """Build the scenario of a file from its document and the tree that the document came from."""
    population = _in_order_of_cities(document.population)
    return Scenario(
        name=path.stem,
        title=document.title,
        about=document.about,
        projection=document.projection,
        population=population,
        work={kind: getattr(document.work, kind) for kind in KINDS},
        economy=_shocks_placed(document, population),
        dated=dict(_dated(document, "")),
        scheme_ends=document.law.scheme_ends,
        opening_balance_yuan=document.fund.opening_balance_yuan,
        uncertain=document.uncertain,
        origins=dict(_Origins(path.parent, document.projection.start).below(tree, built_in(), "")),
    )


def _in_order_of_cities(population: Population) -> Population:
    workers = population.platform_workers
    ordered = {city.name: workers[city.name] for city in cities() if city.name in workers}
    return population.model_copy(update={"platform_workers": ordered})


def _shocks_placed(document: Document, population: Population) -> Economy:
    """Name the cities of shocks that name none: all that are simulated."""
    everywhere = simulated_cities(population, document.projection)
    shocks = tuple(
        shock.model_copy(update={"cities": shock.cities or everywhere})
        for shock in document.economy.force_majeure
    )
    return document.economy.model_copy(update={"force_majeure": shocks})


def simulated_cities(population: Population, projection: Projection) -> tuple[str, ...]:
    """List the cities in which the scheme begins within the projection."""
    end = projection.start + projection.months
    return tuple(
        city
        for city in population.platform_workers
        if (since := population.scheme_from[city]) is not None and since < end
    )


def _dated(block: Block, key: str) -> Iterator[tuple[str, Dated]]:
    for name, field in type(block).model_fields.items():
        value, dotted = getattr(block, name), f"{key}.{name}".lstrip(".")
        if DATED in field.metadata:
            yield dotted, _dated_value(value, PRICE in field.metadata)
        elif isinstance(value, Block):
            yield from _dated(value, dotted)


def _dated_value(by_month: dict[int, Any], price: bool) -> Dated:
    """Leave out months that change nothing; of a price they say in whose money it is."""
    values: list[tuple[int | None, Any]] = []
    for month, value in by_month.items():
        if price or not values or values[-1][1] != value:
            values.append((None if month == BEGINNING else month, value))
    return Dated(tuple(values))


@dataclass(frozen=True)
class _Origins:
    """Where each value of a tree comes from, with files named from ``folder``."""

    folder: Path
    start: int
    """First month of the projection (absolute)."""

    def below(self, node: Node, ground: Node | None, key: str) -> Iterator[tuple[str, Origin]]:
        """Origins below a node; ``ground`` is what is built in at the same place."""
        if not isinstance(node.value, dict):
            yield key, self.of(node, ground)
        for name, below in node.items.items():
            built = _ground_at(ground, name)
            if isinstance(name, str):
                yield from self.below(below, built, f"{key}.{name}" if key else name)
            elif name != BEGINNING:
                yield f"{key}.{format_month(name)}", self.of(below, built)
        months = [name for name in node.items if isinstance(name, int)]
        if months:
            first = self._same_until_start(node, months)
            yield key, self.of(node.items[first], _ground_at(ground, max(first, self.start)))

    def _same_until_start(self, node: Node, months: list[int]) -> int:
        """Last month until the start whose value is still the first one."""
        last = months[0]
        for month in months[1:]:
            if month > self.start or node.items[month].plain() != node.items[last].plain():
                break
            last = month
        return last

    def of(self, node: Node, ground: Node | None) -> Origin:
        """Place of a value; a value equal to the built-in one keeps the evidence for that."""
        evidence = ground if ground is not None and ground.plain() == node.plain() else node
        in_file = node.file not in ("", COMMAND_LINE)
        return Origin(
            file=_named_from(self.folder, node.file) if in_file else node.file,
            line=node.line,
            table=evidence.table,
            grade=evidence.grade,
            source=node.source or evidence.source,
            note=node.note or evidence.note,
        )


@lru_cache(maxsize=64)
def _named_from(folder: Path, file: str) -> str:
    """Name of a file as seen from a folder; both are relative, or both absolute."""
    return Path(os.path.relpath(file, folder)).as_posix()


def _ground_at(ground: Node | None, name: str | int) -> Node | None:
    """Built-in node of a name; of a month, the one in force then."""
    if ground is None or isinstance(name, str):
        return ground.items.get(name) if ground else None
    reached = [month for month in ground.items if isinstance(month, int) and month <= name]
    return ground.items[reached[-1]] if reached else None
