"""N07: the parts of a number that the text breaks down add up to it; a partial list is left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from checks.case import Case, Judgement, not_applicable
from checks.outcome import Severity, Verdict
from parsers.narrative.figures import FIGURE, qualifier_of, value_of

_COUNTED = re.compile(FIGURE + r"(?P<unit>人次|场次|[条篇件次则份项个宗起场期家])(?!工作日|月|小时)")
_BREAKS = re.compile(r"其中|分别(?:为|是|有)|包括")
_REST = re.compile(r"其[他它余]")
_JOINTS = "，、；：,:和及与以"
# What became of the things, or what is not among them, is no part of how they are made up.
_NO_PART = re.compile(r"办结|答复|结转(?:至|到)?(?:下|次|明)|顺延|同比|较(?:上|去)年|上年同期")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total with its parts. ``is_whole`` says that the list claims to leave nothing out."""

    total: Decimal
    parts: tuple[Decimal, ...]
    quote: str
    is_whole: bool
    is_certain: bool  # read inside one sentence, behind 其中 or the like

    @property
    def adds_up(self) -> bool:
        """Whether the parts add up, all or those before something else is counted (by form, then by applicant)."""
        return self.total in accumulate(self.parts)

    @property
    def is_partial(self) -> bool:
        """Whether the list names some of the things only."""
        return sum(self.parts, Decimal(0)) < self.total and not self.is_whole


def breakdown_sum(case: Case) -> Iterator[Judgement]:
    """Add up the breakdowns of channels, and those that a single sentence makes by 其中."""
    channels = [one for one in _of_channels(case) if not one.is_partial]
    # Items that go on in the next sentence (seed 003) are a matter of the channel.
    settled = {one.total for one in channels if one.adds_up}
    others = [one for one in _of_sentences(case) if one.total not in settled and not one.is_partial]
    found = [*channels, *others]
    wrong = [one for one in found if not one.adds_up]
    if not found:
        yield not_applicable()
        return
    told = wrong[0] if wrong else found[0]
    is_sure = told.is_whole and told.is_certain
    yield Judgement(
        Verdict.FAILED if wrong else Verdict.PASSED,
        None,
        told.total,
        sum(told.parts, Decimal(0)),
        quotes=tuple(one.quote for one in wrong or found),
        severity=None if is_sure or not wrong else Severity.DOUBTFUL,
    )


def _of_channels(case: Case) -> Iterator[Breakdown]:
    """Give what was published on a channel with the items that follow, sentences on (seed 001)."""
    mentions = case.report.mentions
    for index, total in enumerate(mentions):
        following = f"{total.key}.item"
        if total.key.endswith(".item") or total.qualifier != "exact":
            continue
        items = []
        for item in mentions[index + 1 :]:
            if item.key == total.key:
                break
            if item.key == following and item.channel == total.channel:
                items.append(item)
        if not items:
            continue
        is_whole = _REST.match(items[-1].label or "") is not None
        parts = tuple(Decimal(item.value) for item in items)
        yield Breakdown(Decimal(total.value), parts, total.quote, is_whole, is_certain=False)


def _of_sentences(case: Case) -> Iterator[Breakdown]:
    for sentence in case.sentences:
        text = sentence.text
        breaks = list(_BREAKS.finditer(text))
        if len(breaks) != 1:  # a breakdown within a breakdown is not undone here
            continue
        before = [match for match in _COUNTED.finditer(text) if match.end() <= breaks[0].start()]
        if (
            not before
            or qualifier_of(before[-1]) != "exact"
            or re.search(r"[。；]", text[before[-1].end() : breaks[0].start()])
        ):
            continue
        total = before[-1]
        parts = dict(_parts(text, breaks[0].end(), total["unit"]))
        said = value_of(total)
        if len(parts) > 1 and said is not None:
            # Only what ends in 其他 claims to be all of it: the next sentence may go on (seed 003).
            is_whole = breaks[0][0].startswith("分别") or _REST.match(text, max(parts)) is not None
            yield Breakdown(Decimal(said), tuple(parts.values()), text, is_whole, is_certain=True)


def _parts(text: str, start: int, unit: str) -> Iterator[tuple[int, Decimal]]:
    """Give the counted things behind a break and where their labels begin, up to what begins something else."""
    position = start
    for match in _COUNTED.finditer(text, start):
        label = text[position : match.start()]
        position = match.end()
        if ("；" in label and label.rpartition("；")[0].strip(_JOINTS)) or "。" in label:
            return
        value = value_of(match)
        if match["unit"] == unit and value is not None and not _NO_PART.search(label):
            yield match.start() - len(label.lstrip(_JOINTS)), Decimal(value)
