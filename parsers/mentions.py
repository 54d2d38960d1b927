"""Numbers and contacts stated in the narrative: what they count, whose, of when, published where.

Rules are data (``data/narrative.toml``); this module walks sections, paragraphs, sentences and clauses.
Dates, deadlines, versions and numbers of rules are no mentions, for no rule asks for them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.document import Place
from parsers.narrative.clauses import Clause, Paragraph
from parsers.narrative.contacts import facts_in
from parsers.narrative.figures import DIGIT, qualifier_of, value_of
from parsers.narrative.listing import Listing
from parsers.narrative.rules import HARD, SOFT, Compiled
from parsers.narrative.setting import channels_in, column_in, period_of, scope_of
from parsers.report import Mention, Section

# What a sentence is about, for clauses that only say 办结1件 or 均已答复.
_REQUESTS: Final = re.compile(r"申请公开|公开申请|公开的申请|依申请")
_OTHER_MATTERS: Final = re.compile(r"提案|议案|代表建议|信访|投诉举报")
_NOTHING: Final = re.compile(r"(?:无|没有|暂无|本年度无)[^，。；\d]{0,16}[。.]?")
_ONCE: Final = ("period.", "cited.", "contact.")  # the same value again says nothing new (seed 003)


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention and where in its clause the figure stands."""

    mention: Mention
    position: int


def find_mentions(
    sections: Sequence[Section],
    report_year: int | None,
    places: Sequence[Sequence[Place]] = (),
) -> tuple[Mention, ...]:
    """Find what the narrative states, in order of the text.

    ``report_year`` gives 去年 a year; a period is otherwise as printed, also where it contradicts the report
    (2022年 in the report of 2020, seed 004): that is for checks to say. ``places`` is ``sections.line_places`` of the same document; without
    it a mention has the place of its section.
    """
    seen: set[tuple[str, str]] = set()
    mentions: list[Mention] = []
    for index, section in enumerate(sections):
        lines = places[index] if index < len(places) else ()
        for number, line in enumerate(section.text.split("\n")):
            place = lines[number] if number < len(lines) else section.place
            for mention in _of_paragraph(line, section.key, place, report_year):
                said = (mention.key, mention.value)
                if mention.key.startswith(_ONCE) and said in seen:
                    continue
                seen.add(said)
                mentions.append(mention)
    return tuple(mentions)


def _of_paragraph(line: str, section: str | None, place: Place, report_year: int | None) -> Iterator[Mention]:
    if section == "other" and _NOTHING.fullmatch(line.strip()):
        yield Mention("other_matters", line.strip().rstrip("。."), line, place)
        return
    paragraph = Paragraph(line)
    for fact in facts_in(paragraph):
        yield Mention(fact.key, fact.value, fact.quote, place)
    listing = Listing()
    for sentence in paragraph.sentences():
        for clause in sentence:
            scope, period = scope_of(clause), period_of(clause, report_year)
            for found in sorted(_of_clause(clause, listing, place), key=lambda one: one.position):
                yield replace(found.mention, scope=scope, period=period)


def _of_clause(clause: Clause, listing: Listing, place: Place) -> Iterator[_Found]:
    """Read one clause: hard rules, then totals and items of a breakdown, then soft rules."""
    taken: set[int] = set()
    yield from _by_rules(clause, place, taken, HARD)
    for figure in listing.read(clause, taken):
        taken.add(figure.position)
        mention = Mention(
            figure.key, figure.value, clause.quote, place, figure.unit, figure.label, figure.qualifier
        )
        yield _Found(replace(mention, channel=figure.channel), figure.position)
    yield from _by_rules(clause, place, taken, SOFT)


def _by_rules(clause: Clause, place: Place, taken: set[int], rules: Sequence[Compiled]) -> Iterator[_Found]:
    said = clause.before + clause.text
    topic = "requests" if _REQUESTS.search(said) and not _OTHER_MATTERS.search(said) else None
    keys: set[str] = set()
    has_digit = DIGIT.search(clause.text) is not None
    for rule, pattern in rules:
        if not (has_digit or rule.value is not None) or not rule.fits(said, topic):
            continue
        for match in pattern.finditer(clause.text):
            value = rule.value if rule.value is not None else value_of(match)
            position = match.start() if rule.value is not None else match.start("n")
            if value is None or position in taken or rule.key in keys:
                continue
            if rule.value is None:
                taken.add(position)
            keys.add(rule.key)
            has_figure = rule.value is None
            mention = Mention(
                rule.key,
                value,
                clause.quote,
                place,
                unit=match["unit"] if has_figure else rule.unit,
                qualifier=qualifier_of(match) if has_figure else "exact",
                channel=_channel_of(clause) if rule.channel else None,
            )
            yield _Found(mention, position)


def _channel_of(clause: Clause) -> str | None:
    named = channels_in(clause.before + clause.text)
    return column_in(clause.text) or (named[-1].name if named else None)
