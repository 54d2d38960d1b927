"""The generator: a seed and a number give a report, always the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from demo.corpus.faults import FAULTS, check
from demo.corpus.figures import make_figures
from demo.corpus.forms import PROACTIVE, REQUESTS, REVIEW, form_of
from demo.corpus.narrative import SECTIONS, tell
from demo.corpus.printing import print_figures
from demo.corpus.publishers import Publisher, publishers
from demo.corpus.report import Block, CorpusCell, PictureSheet, Report, Words
from demo.corpus.shapes import single_other, tables

FIRST_YEAR, LAST_YEAR = 2019, 2025
_YEARS = LAST_YEAR - FIRST_YEAR + 1
_RARE = 0.06  # of each fault, in a report that has any


@dataclass(slots=True)
class Corpus:
    """Reports by seed. ``faulty`` is the share of reports that have faults.

    Each publisher reports on each year from 2019 to 2025 once, its years one after another; asking for
    more reports than that raises ``ValueError``. Other publishers than those of names.toml can be given.
    """

    seed: int
    faulty: float = 0.5
    among: Sequence[Publisher] = ()
    _order: tuple[Publisher, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        among = list(self.among or publishers())
        Random(f"publishers/{self.seed}").shuffle(among)
        self._order = tuple(among)

    @property
    def most(self) -> int:
        """How many reports there are."""
        return len(self._order) * _YEARS

    def reports(self, count: int, start: int = 0) -> Iterator[Report]:
        """Yield reports by their numbers."""
        for number in range(start, start + count):
            yield self.report(number)

    def report(self, number: int, faults: tuple[str, ...] | None = None) -> Report:
        """Make one report; its faults are drawn, unless they are given."""
        if not 0 <= number < self.most:
            message = f"these publishers have {self.most} reports, none with number {number}"
            raise ValueError(message)
        place, year = divmod(number, _YEARS)
        return self._make(number, self._order[place], FIRST_YEAR + year, faults)

    def _make(self, number: int, publisher: Publisher, year: int, faults: tuple[str, ...] | None) -> Report:
        rng = Random(f"report/{self.seed}/{number}")
        form = form_of(year)
        drawn = _draw(rng, form.id) if rng.random() < self.faulty else ()
        if faults is not None:
            check(faults, form.id)
            drawn = tuple(sorted(faults))
        figures = make_figures(rng, form, publisher, year, self.seed)
        if "single_other" in drawn:
            _join_other(figures)
            form = single_other(form)
        printed, truth = print_figures(rng, figures, drawn)
        lost = next((fault for fault in ("picture_table", "missing_table") if fault in drawn), None)
        if lost:
            mark = "picture" if lost == "picture_table" else "absent"
            truth |= {key: CorpusCell(key, None, None, None, mark) for key in form.keys[REVIEW]}
        layout = tuple(fault for fault in drawn if FAULTS[fault].is_layout or fault == "missing_unit")
        told, facts = tell(rng, publisher, year, figures)
        parts = tables(form.id, layout, year if "dated_headings" in drawn else None)
        blocks = [Words(title := f"{publisher.printed}{year}年政府信息公开工作年度报告")]
        sheets: dict[str, Sequence[Block]] = dict(zip((PROACTIVE, REQUESTS, REVIEW), parts, strict=True))
        if lost:
            sheets[REVIEW] = (PictureSheet(),) if lost == "picture_table" else ()
        whole: list[Block] = [*blocks]
        for key, numeral, words in SECTIONS:
            whole += [Words(words, numeral, is_heading=True), *told.get(key, ()), *sheets.get(key, ())]
        return Report(
            number, publisher, year, form.id, title, tuple(whole), printed, tuple(truth.values()),
            tuple((key, numeral + words) for key, numeral, words in SECTIONS), facts, drawn,
        )  # fmt: skip


def _draw(rng: Random, form_id: str) -> tuple[str, ...]:
    """Draw at least one fault, and each other one rarely."""
    possible = [fault for fault in FAULTS.values() if form_id in fault.forms]
    drawn = [rng.choice(possible)]
    for fault in possible:
        if rng.random() < _RARE and all(fault.group != other.group for other in drawn):
            drawn.append(fault)
    return tuple(sorted(fault.name for fault in drawn))


def _join_other(figures: dict[str, int]) -> None:
    """Add up the three leaves of 其他处理 into the one row that is printed instead."""
    for key in [key for key in figures if key.startswith("outcome.other.")]:
        column = key.partition("@")[2]
        joined = f"outcome.other@{column}"
        figures[joined] = figures.get(joined, 0) + figures.pop(key)
