"""Find columns by the words that link to them, since the column ids of most portals are unknown.

国办公开办函〔2019〕61号 gives the platform fixed blocks with fixed names (指南, 制度, 法定主动公开内容,
年报), so the words of a link tell more than its address does.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.platforms.rows import link_target, parse_fragment
from crawler.portal import Column, Role

MAX_HOPS = 2
LONGEST_LABEL = 30

# Words that lead to a page of each role, and words of pages on the way there.
PATTERNS = {
    Role.ANNUAL_REPORTS: re.compile("信息公开.{0,4}年(?:度)?报|^年报$|公开年报|年度报告$"),
    Role.UNITS: re.compile(
        r"^(?!各|本)[\u4e00-\u9fff（）()·]{2,22}(?:镇|乡|街道|街道办事处|局|办|办公室|委|委员会|中心|管委会|人民政府|开发区)(?:信息公开)?$"
    ),
    Role.FALLBACK: re.compile("法定主动公开|重点领域"),
}
HUBS = {
    Role.ANNUAL_REPORTS: re.compile("^(?:政府)?信息公开(?:专栏|平台|首页)?$|^政务公开$"),
    Role.UNITS: re.compile(
        "^(?:政府)?信息公开(?:专栏|平台|首页)?$|^政务公开$|(?:乡镇|镇街|街道|部门|单位).{0,6}(?:公开|列表|导航)?$"
    ),
    Role.FALLBACK: re.compile("法定主动公开"),
}
# Columns with similar words and other contents (portals.md 5.3).
NOT_OURS = re.compile("网站|法治|预算|决算|通知|指南|制度|依申请|行政处罚|统计|绩效")
HOME = re.compile(r"^/?(?:index\.\w+)?$")  # every page's breadcrumb names the government there
ARTICLE = re.compile(
    r"/art/|/t\d{8}_\d+\.|/info/\d+/\d+\.htm|content(?:_\d+)?\.shtml|/post_\d+\.html|\.(?:docx?|pdf|xlsx?|zip|rar)(?:$|\?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link and its words."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Search:
    """The search for one column of a portal file, or for the columns of one unit."""

    role: Role
    name: str
    unit: str | None = None
    pattern: str | None = None
    filter: tuple[tuple[str, str], ...] = ()
    hops: int = 0

    @classmethod
    def of(cls, column: Column) -> "Search":
        """Return the search that a portal file's column asks for."""
        name = column.unit or column.role.value
        return cls(column.role, name, column.unit, column.pattern, tuple(column.filter.items()))

    def matches(self, anchor: Anchor) -> bool:
        """Whether a link leads to what is searched for."""
        if (
            ARTICLE.search(anchor.url)
            or NOT_OURS.search(anchor.text)
            or HOME.match(urlsplit(anchor.url).path)
        ):
            return False
        pattern = re.compile(self.pattern) if self.pattern else PATTERNS[self.role]
        return bool(pattern.search(anchor.text))

    def leads_on(self, anchor: Anchor) -> bool:
        """Whether a link leads to a page that may in turn link to what is searched for."""
        return bool(HUBS[self.role].search(anchor.text)) and not ARTICLE.search(anchor.url)

    def deeper(self) -> "Search":
        """Return the search one hop further on."""
        return replace(self, hops=self.hops + 1)


def read_anchors(text: str, url: str) -> tuple[Anchor, ...]:
    """Return the links of a page with short words, each address once, the fullest words first."""
    tree = parse_fragment(text)
    if tree is None:
        return ()
    found: dict[str, Anchor] = {}
    for element in tree.xpath("//a[@href]|//iframe[@src]|//frame[@src]"):
        target = link_target(element.get("href") or element.get("src"), url)
        words = "".join((element.get("title") or str(element.xpath("string()"))).split())
        if target is None or not words or len(words) > LONGEST_LABEL:
            continue
        found.setdefault(target, Anchor(target, words))
    return tuple(found.values())


def unit_name(label: str) -> str:
    """Return the publisher that a link to its page names: 渌渚镇信息公开 -> 渌渚镇."""
    return re.sub("(?:政府)?信息公开$", "", label)
