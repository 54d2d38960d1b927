"""Totals of what was published on a channel, and the breakdown that follows them.

A breakdown goes on over clauses and sentences of its paragraph (seed 001) until another channel is
named, and never beyond the total: what no longer fits is no item.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from parsers.narrative.clauses import Clause
from parsers.narrative.figures import FIGURE, qualifier_of, value_of
from parsers.narrative.setting import Channel, channels_in

_TOTAL: Final = "proactive.narrative.total"  # no channel, or several together
_UNIT: Final = r"(?P<unit>[条篇次件则])"
_COUNTED: Final = re.compile(FIGURE + _UNIT)
# 公开各类政府信息130条 (004), 推送信息465条 (002), 公开396条: the noun is general, so it is a total.
_PUBLISHED: Final = re.compile(
    r"(?:公开|发布|推送|更新|上传|刊登|刊发|录入|发送|编发|登载|转发)(?:了)?(?:各类|各种|政府|政务|公开|工作|有关|相关|主动)*"
    r"(?P<noun>信息|内容|文章|图文|推文|稿件|动态)?(?:共|共计|累计|合计|总计|总数)?(?:为)?" + FIGURE + _UNIT
)
_LABEL_LEAD: Final = re.compile(
    r"^(?:其中|包括|包含|涉及|主要|有|分别为|共|共计|累计|同时|及时|依法|主动公开(?!目录|情况)|公开|发布|更新|为|是)+"
)


@dataclass(frozen=True, slots=True)
class CountedItem:
    """A total or an item of its breakdown, with the place of its figure in the clause."""

    key: str
    value: str
    unit: str
    qualifier: str
    channel: str | None
    label: str | None
    position: int


class Listing:
    """The total that a paragraph stated last, and how much of it is still to be broken down."""

    def __init__(self) -> None:
        self._key: str | None = None
        self._channel: str | None = None
        self._unit = ""
        self._left = Decimal(0)

    def read(self, clause: Clause, taken: set[int]) -> Iterator[CountedItem]:
        """Give the totals and items of a clause, but for figures that rules have taken."""
        named = channels_in(clause.text)
        carried = channels_in(clause.before)
        if named and not self._is_open_for(named):
            self._key = None
        totals = {
            match.start("n"): match
            for match in _PUBLISHED.finditer(clause.text)
            if match["noun"] or named or carried  # 重大项目信息全流程公开56条 is an item (seed 001)
        }
        for match in _COUNTED.finditer(clause.text):
            position, value = match.start("n"), value_of(match)
            if position in taken or value is None:
                continue
            if position in totals:
                found = self._total(totals[position], value, named, carried)
            else:
                found = self._item(match, value, clause.text)
            if found is not None:
                yield found

    def _is_open_for(self, named: list[Channel]) -> bool:
        return self._key is not None and named[-1].name == self._channel

    def _total(
        self, match: re.Match[str], value: str, named: list[Channel], carried: list[Channel]
    ) -> CountedItem | None:
        before = [channel for channel in named if channel.end <= match.start()] or carried[-1:]
        kinds = {channel.key for channel in before}
        if kinds == {"proactive.narrative.other_media"}:
            self._key = None
            return None
        key = kinds.pop() if len(kinds) == 1 else _TOTAL
        self._key, self._unit, self._left = key, match["unit"], Decimal(value)
        self._channel = "、".join(channel.name for channel in before) or None
        return CountedItem(key, value, self._unit, qualifier_of(match), self._channel, None, match.start("n"))

    def _item(self, match: re.Match[str], value: str, text: str) -> CountedItem | None:
        if self._key is None or match["unit"] != self._unit or Decimal(value) > self._left:
            return None
        label = _LABEL_LEAD.sub("", text[: match.start()])
        if not label:
            return None
        self._left -= Decimal(value)
        unit, qualifier = match["unit"], qualifier_of(match)
        return CountedItem(
            f"{self._key}.item", value, unit, qualifier, self._channel, label, match.start("n")
        )
