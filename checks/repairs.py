"""The fewest cells that, with other figures in them, would make a table balance: an exact search.

A table balances when every relation that its form declares holds, a null counting as 0. A cell that changes
must stand in an unequal relation, or another of its relation changes with it: so the search goes from one
broken relation to the next, and gives up at ``MOST_CELLS`` cells or ``MOST_STEPS`` steps. It uses no clock:
the same report has the same repairs on every machine.
"""

from collections.abc import Iterator, Mapping
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
class _Equation:
    """A relation of one member: signs by cell, and by how much its left side exceeds its right."""

    signs: Mapping[str, int]
    excess: Decimal


@dataclass(slots=True)
class _Search:
    values: Mapping[str, Decimal]
    equations: tuple[_Equation, ...]
    most: int
    steps: int = MOST_STEPS
    seen: set[frozenset[str]] = field(default_factory=set)

    def solutions(self, chosen: tuple[str, ...] = ()) -> Iterator[dict[str, Decimal]]:
        """Yield the new figures of every set of cells that mends all relations and contains ``chosen``."""
        if frozenset(chosen) in self.seen or self.steps == 0:
            return
        self.seen.add(frozenset(chosen))
        self.steps -= 1
        broken = next((one for one in self.equations if self._stays_broken(one, chosen)), None)
        if broken is None and (found := self._solve(chosen)):
            yield found
        if len(chosen) == self.most:
            return
        touched = (one for one in self.equations if any(key in one.signs for key in chosen))
        for equation in (broken,) if broken else touched:
            for key in equation.signs:
                if key not in chosen:
                    yield from self.solutions((*chosen, key))

    def _stays_broken(self, equation: _Equation, chosen: tuple[str, ...]) -> bool:
        """Whether no figures of these cells can make both sides equal (each of them is to change)."""
        count = sum(key in equation.signs for key in chosen)
        return count == 0 if equation.excess else count == 1

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


def repairs(case: Case, table_key: str) -> tuple[Repair, ...]:
    """Return every smallest repair of a table, in the order of the form; none where a cell is unknown."""
    cells = {key: cell for key, cell in case.cells.items() if not cell.mark.is_unknown}
    values = {key: cell.value or Decimal(0) for key, cell in cells.items()}
    equations = _equations(case, table_key)
    if equations is None or not any(equation.excess for equation in equations):
        return ()
    order = {key: place for place, key in enumerate(case.cells)}
    for most in range(1, MOST_CELLS + 1):
        search = _Search(values, equations, most)
        found = [sorted(new.items(), key=lambda item: order[item[0]]) for new in search.solutions()]
        if search.steps == 0:
            return ()  # not all were seen: naming some would pass over the others
        if found:
            found.sort(key=lambda changed: [order[key] for key, _ in changed])
            return tuple(
                tuple(Change(key, cells[key].text or "", value) for key, value in changed)
                for changed in found
            )
    return ()


def _equations(case: Case, table_key: str) -> tuple[_Equation, ...] | None:
    found = []
    table = next(table for table in case.tables() if table.key == table_key)
    for relation in table.relations:
        for _, left_keys, right_keys in members(table, relation, case):
            left, right = case.sum(left_keys), case.sum(right_keys)
            if not left.is_known or not right.is_known:
                return None
            signs = {cell.key: 1 for cell in left.cells} | {cell.key: -1 for cell in right.cells}
            found.append(_Equation(signs, left.value - right.value))
    return tuple(found)


def _excess(equation: _Equation, changes: Mapping[str, Decimal]) -> Decimal:
    changed = (equation.signs[key] * change for key, change in changes.items() if key in equation.signs)
    return sum(changed, equation.excess)
