"""What a sentence sets for its figures: whose, of when, published where. It carries on to its end."""

import re
from dataclasses import dataclass
from typing import Final

from parsers.narrative.clauses import Clause
from parsers.narrative.rules import CHANNELS, SUBJECT

_QUOTED: Final = re.compile(r"“[^”]{0,40}”|《[^》]*》|（[^）]*）|\([^)]*\)|〔[^〕]*〕")
_PERIOD: Final = re.compile(
    r"截[至止]到?(?:20\d\d年)?(?:\d+月)?(?:\d+日|底|末)"
    r"|(?<!\d)20\d\d年\d+月(?:\d+日)?(?:至|到|[-—~～])(?:20\d\d年)?\d+月(?:\d+日)?|(?<!\d)20\d\d年度?"
)
_LAST_YEAR: Final = re.compile(r"^(?:而)?(?:去年|上年|上一年)(?:度)?(?!结转)")
_PREPOSITION: Final = r"(?:通过|利用|借助|依托|运用|经由|在|于)"
# In seed 000 a column is only in quotation marks: 在“建议议案”公开…
_COLUMN: Final = re.compile(r"在(“[^”]{1,40}”)(?:栏目|专栏)?(?=公开|发布)")


@dataclass(frozen=True, slots=True)
class Channel:
    """Where something is published: the key of its kind, and its name as printed."""

    key: str
    name: str
    end: int


def scope_of(clause: Clause) -> str | None:
    """Give ``region`` or ``organ`` by the subject that the sentence named last, None if it named none."""
    said = _QUOTED.sub("“”", clause.before + clause.text)
    scope = None
    for match in SUBJECT.finditer(said):
        scope = "organ" if match["organ"] else "region"
    return scope


def period_of(clause: Clause, report_year: int | None) -> str | None:
    """Give the time that the sentence names last before or in the clause, as printed; 去年 as its year."""
    said = _QUOTED.sub("“”", clause.before + clause.text)
    if report_year is not None and _LAST_YEAR.search(_QUOTED.sub("", clause.text)):
        return f"{report_year - 1}年"
    found = _PERIOD.findall(said)
    return found[-1] if found else None


def channels_in(text: str) -> list[Channel]:
    """Give the channels that a stretch of text names, in order, each with its full printed name."""
    found: list[Channel] = []
    if _NOUN.search(text) is None:  # most clauses name none
        return found
    for key, named in _NAMED:
        for match in named.finditer(text):
            if not any(
                match.start() < other.end and other.end - len(other.name) < match.end() for other in found
            ):
                name = next(group for group in match.groups() if group)
                found.append(Channel(key, name, match.start() + match[0].rindex(name) + len(name)))
    found.sort(key=lambda channel: channel.end)
    return found


def column_in(text: str) -> str | None:
    """Give the column that is named by quotation marks only."""
    match = _COLUMN.search(text)
    return f"{match[1]}栏目" if match else None


def _named(noun: str) -> re.Pattern[str]:
    """Build the expression of a channel: a name in quotation marks beside the noun, or behind 通过."""
    return re.compile(
        rf"{_PREPOSITION}((?:“[^”]{{0,40}}”)?[^，。；“”]{{0,24}}?(?:{noun})(?:“[^”]{{0,40}}”)?)"
        rf"|(“[^”]{{0,40}}”(?:{noun}))|((?:{noun})“[^”]{{0,40}}”)|((?:{noun}))"
    )


_NOUN: Final = re.compile("|".join(noun for _, noun in CHANNELS))
_NAMED: Final = tuple((key, _named(noun)) for key, noun in CHANNELS)
