"""D04: the name in the title stands for one publisher in the whole country.

Of 41,352 names of townships 12,384 occur more than once (domain.md, section 5). A bare name that no division
of the report's year has is not assessable: nobody is blamed for a namesake that we only suppose.
"""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.prose.names import namesakes
from checks.prose.own import Own
from parsers.divisions import known_divisions
from parsers.organs import township_name
from parsers.titles import parse_title

_STATE = re.compile(r"国家|国务院|中华人民共和国|中国人民")
_TOWNSHIP = re.compile(
    r"(?P<above>(?:[^省市区县旗]{1,9}(?:省|自治区|自治州|市|区|县|旗))*)(?P<bare>.{2,}(?:镇|乡|街道|苏木))"
)
# Cities and counties have names of their own in the country (地名管理条例 of 1986, article 4: general knowledge), districts have not.
_OWN_NAME = re.compile(r"(?!城市|市场|市政|市容).{1,8}?(?:省|自治区|自治州|地区|盟|市|县|旗)")
_DISTRICT = re.compile(r".{1,12}?区(?=.*(?:政府|局|委|办|室|会|队|中心|$))")
_SOMEWHERE = re.compile(r"[^省县旗镇乡]+(?:局|委员会|委|办公室|办|中心)")


def publisher_ambiguous(case: Case) -> Iterator[Judgement]:
    """Ask whether the title names a place of its own, and if not, whether the bare name is known."""
    name = parse_title(case.report.title or "").publisher
    bare = name and _bare(name, case.own)
    if name is None or bare is None:
        yield not_assessable()
    elif not bare:
        yield passed()
    elif places := namesakes(bare, case.report.year):
        full = (known_divisions().full_name(one, case.report.year) for one in places)
        yield failed(quotes=(name, *full)) if len(places) > 1 else passed()
    elif bare == name and not _DISTRICT.match(name) and _SOMEWHERE.fullmatch(name):
        yield failed(quotes=(name,))  # 市场监管局: a department of any county
    else:
        yield not_assessable()


def _bare(name: str, own: Own) -> str | None:
    """Give the name that must be unique by itself; nothing where a place above it is named."""
    if _STATE.match(name):
        return ""
    town = township_name(name)
    if own.division is not None and town.endswith(own.division.name) and _TOWNSHIP.fullmatch(town):
        return "" if town != own.division.name else town
    township = _TOWNSHIP.fullmatch(town)
    if township:
        return "" if township["above"] else township["bare"]
    if _OWN_NAME.match(name):
        return ""
    district = _DISTRICT.match(name)
    return district[0] if district and len(district[0]) > 1 else name
