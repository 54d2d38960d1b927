"""The narrative as sentences: without white space, without the title, each knowing its part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.document import Place
from parsers.report import ParsedReport

_END: Final = re.compile(r"(?<=[。！？])")
_TITLES: Final = re.compile(r"《[^》]*》")
_ASIDES: Final = re.compile(r"《[^》]*》|“[^”]*”|（[^（）]*）|\([^()]*\)|〔[^〕]*〕")
# Words of what is still to come: 2021年将继续推进. 将 alone does not tell: 现将…报告如下, 将信息管理嵌入公文流转.
PLANS: Final = re.compile(
    r"(?<!现)将(?:继续|进一步|持续|在|以|会|从|按|深入|全面|重点|着力|切实|加强|加大|不断|认真|围绕|于)|20\d\d年(?:度)?，?[^，。；]{0,10}?(?<!现)将|计划|打算|下一步|"
    r"下一年|明年|力争|争取|规划|拟(?:于|在|将)|展望"
)
# Such parts speak of what is still to come.
PLANNING: Final = frozenset({"problems"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the part of the report that it stands in (None: a part that no form knows)."""

    text: str
    section: str | None
    place: Place

    @property
    def bare(self) -> str:
        """The sentence without titles of documents, quotations and brackets."""
        return _ASIDES.sub("", self.text)

    @property
    def untitled(self) -> str:
        """The sentence without titles of documents."""
        return _TITLES.sub("《》", self.text)

    @property
    def is_plan(self) -> bool:
        """Whether the sentence speaks of what is still to come."""
        return self.section in PLANNING or PLANS.search(self.bare) is not None


def sentences(report: ParsedReport) -> Iterator[Sentence]:
    """Yield the sentences of the narrative in order; the title is none."""
    title = {solid(line) for line in report.title_lines} | {solid(report.title or "")}
    for section in report.sections:
        for line in section.text.split("\n"):
            text = solid(line)
            if text in title:
                continue
            yield from (Sentence(part, section.key, section.place) for part in _END.split(text) if part)


def solid(text: str) -> str:
    """Take out white space, the wide and the invisible kinds too."""
    return re.sub(r"[\s\u200b\ufeff]+", "", text)
