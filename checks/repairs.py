"""The fewest cells that, with other figures in them, would make a table balance: an exact search for all ways.

A table balances when every relation that its form declares holds, a null counting as 0. A cell that changes
must stand in an unequal relation, or another of its relation changes with it: so the search goes from one
broken relation to the next. It gives up a branch as soon as more broken relations without a common cell are
left than cells may still change, and altogether after ``MOST_STEPS`` sets of cells, which takes less than a
second; then what it found is not called complete. It uses no clock: the same report has the same repairs on
every machine.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from checks.case import Case
from checks.relations import members

MOST_CELLS: Final = 3
MOST_STEPS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that would say something else: its key, what it prints, and the figure that would fit."""

    key: str
    printed: str
    value: Decimal


Repair = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Repairs:
    """Every smallest repair of a table, in the order of the form; ``is_cut_off`` says that there may be more."""

    ways: tuple[Repair, ...] = ()
    is_cut_off: bool = False


@dataclass(frozen=True, slots=True)
class _Equation:
    """A relation of one member: signs by cell, its cells as bits, and by how much its left side exceeds its right."""

    signs: Mapping[str, int]
    bits: int
    excess: Decimal

    def needs(self, chosen: int) -> int:
        """Return the cells of which one more has to change, with these: none when that may do."""
        count = (self.bits & chosen).bit_count()
        is_broken = count == 0 if self.excess else count == 1  # each of the chosen is to change
        return self.bits & ~chosen if is_broken else 0


@dataclass(slots=True)
class _Search:
    values: Mapping[str, Decimal]
    bits: Mapping[str, int]
    equations: tuple[_Equation, ...]
    most: int
    steps: int = MOST_STEPS
    is_cut_off: bool = False
    seen: set[int] = field(default_factory=set)

    def solutions(self, keys: tuple[str, ...] = (), chosen: int = 0) -> Iterator[dict[str, Decimal]]:
        """Yield the new figures of every set of cells that mends all relations and contains ``keys``."""
        if chosen in self.seen:
            return
        self.is_cut_off = self.is_cut_off or self.steps == 0
        if self.is_cut_off:
            return
        self.seen.add(chosen)
        self.steps -= 1
        needs = [cells for equation in self.equations if (cells := equation.needs(chosen))]
        left = self.most - len(keys)
        if _least(needs) > left:
            return
        if not needs and (found := self._solve(keys)):
            yield found
        if left:
            yield from self._further(keys, chosen, min(needs, key=int.bit_count, default=None))

    def _further(
        self, keys: tuple[str, ...], chosen: int, needed: int | None
    ) -> Iterator[dict[str, Decimal]]:
        """Go on with one more cell: of those needed, else of any relation that has changed already."""
        if needed is None:
            needed = 0
            for equation in self.equations:
                needed |= equation.bits if equation.bits & chosen else 0
        for key, bit in self.bits.items():
            if bit & needed & ~chosen:
                yield from self.solutions((*keys, key), chosen | bit)

    def _solve(self, chosen: tuple[str, ...]) -> dict[str, Decimal] | None:
        """Return the figures that these cells must have; at most three cells leave no choice."""
        changes: dict[str, Decimal] = {}
        touched = [one for one in self.equations if any(key in one.signs for key in chosen)]
        for _ in chosen:
            for equation in touched:
                unknown = [key for key in chosen if key in equation.signs and key not in changes]
                if len(unknown) == 1:
                    changes[unknown[0]] = -_excess(equation, changes) * equation.signs[unknown[0]]
        is_whole = len(changes) == len(chosen) and all(changes.values())
        if not is_whole or any(_excess(equation, changes) for equation in touched):
            return None
        new = {key: self.values[key] + change for key, change in changes.items()}
        return new if all(value >= 0 for value in new.values()) else None


def repairs(case: Case, table_key: str) -> Repairs:
    """Find every smallest repair of a table; none where a cell is unknown."""
    cells = {key: cell for key, cell in case.cells.items() if not cell.mark.is_unknown}
    order = {key: place for place, key in enumerate(case.cells)}
    bits = {key: 1 << order[key] for key in cells}
    equations = _equations(case, table_key, bits)
    if equations is None or not any(equation.excess for equation in equations):
        return Repairs()
    values = {key: cell.value or Decimal(0) for key, cell in cells.items()}
    concerned = {key: bit for key, bit in bits.items() if any(key in one.signs for one in equations)}
    for most in range(1, MOST_CELLS + 1):
        search = _Search(values, concerned, equations, most)
        found = [sorted(new.items(), key=lambda item: order[item[0]]) for new in search.solutions()]
        if found or search.is_cut_off:
            found.sort(key=lambda changed: [order[key] for key, _ in changed])
            return Repairs(
                tuple(
                    tuple(Change(key, cells[key].text or "", value) for key, value in changed)
                    for changed in found
                ),
                search.is_cut_off,
            )
    return Repairs()


def _least(needs: Iterable[int]) -> int:
    """Return how many cells at least have to change: no two of the counted needs have one in common."""
    count, taken = 0, 0
    for cells in needs:
        if not cells & taken:
            count, taken = count + 1, taken | cells
    return count


def _equations(case: Case, table_key: str, bits: Mapping[str, int]) -> tuple[_Equation, ...] | None:
    found = []
    table = next(table for table in case.tables() if table.key == table_key)
    for relation in table.relations:
        for _, left_keys, right_keys in members(table, relation, case):
            left, right = case.sum(left_keys), case.sum(right_keys)
            if not left.is_known or not right.is_known:
                return None
            signs = {cell.key: 1 for cell in left.cells} | {cell.key: -1 for cell in right.cells}
            mask = sum(bits[key] for key in signs)
            found.append(_Equation(signs, mask, left.value - right.value))
    return tuple(found)


def _excess(equation: _Equation, changes: Mapping[str, Decimal]) -> Decimal:
    changed = (equation.signs[key] * change for key, change in changes.items() if key in equation.signs)
    return sum(changed, equation.excess)
