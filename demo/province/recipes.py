"""In how many ways an article can be published, and go wrong: every kind of portals.md 6.2 that one article can have."""

from dataclasses import dataclass
from enum import StrEnum

from demo.publishing import Disposition


class Form(StrEnum):
    """Where an article has its report."""

    PAGE = "page"  # on the page itself
    FILE = "file"  # in a file; the page says 见附件
    BOTH = "both"  # on the page, and in a file as well: two publications
    PICTURE = "picture"  # on the page, as a picture
    NONE = "none"  # there is none: the title is of something else


class Charset(StrEnum):
    """What a page says of its own bytes."""

    TRUE = "utf-8, and says so"
    SILENT = "utf-8, and says nothing"
    LYING = "gbk, and says utf-8"


class Way(StrEnum):
    """How a page leads to its file."""

    LINK = "a link to where the file lies"
    SERVLET = "the download servlet, with the name in showname"
    GATEWAY = "a gateway that sends the visitor on to an object store"
    VIEWER = "a viewer that shows it in the page"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an article is published. ``trouble`` is one of `demo.troubles`, met at the report, ``times`` often."""

    form: Form
    charset: Charset = Charset.TRUE
    has_metas: bool = True
    has_shouting_body: bool = False  # <DIV id=zoom>
    has_padded_head: bool = False
    counts_visits: bool = False  # another page at every visit, and no validators
    way: Way = Way.LINK
    extension: str = "docx"
    look: str = "docx-word-imitated"  # of its file, see `demo.corpus`
    disposition: Disposition = Disposition.RFC5987
    trouble: str | None = None
    times: int | None = None


_PAGE, _FILE = Form.PAGE, Form.FILE
RECIPES: tuple[Recipe, ...] = (
    Recipe(_PAGE),
    Recipe(_FILE),
    Recipe(_PAGE, Charset.SILENT),
    Recipe(_FILE, way=Way.SERVLET, disposition=Disposition.RAW_GBK),
    Recipe(_PAGE, Charset.LYING),
    Recipe(_FILE, way=Way.GATEWAY, disposition=Disposition.RAW_UTF8),
    Recipe(_PAGE, has_metas=False),
    Recipe(_FILE, way=Way.VIEWER, extension="pdf"),
    Recipe(_PAGE, has_shouting_body=True),
    Recipe(_FILE, extension="doc", disposition=Disposition.PERCENT),
    Recipe(_PAGE, has_padded_head=True),
    Recipe(Form.BOTH),
    Recipe(_PAGE, counts_visits=True),
    Recipe(Form.PICTURE),
    Recipe(_PAGE, trouble="404"),
    Recipe(_FILE, trouble="410"),
    Recipe(_PAGE, trouble="soft_404"),
    Recipe(_FILE, trouble="home"),
    Recipe(_FILE, trouble="html_as_docx"),
    Recipe(_FILE, trouble="empty"),
    Recipe(_FILE, trouble="truncated"),
    Recipe(_PAGE, trouble="503"),
    Recipe(_PAGE, trouble="503_retry_after", times=1),
    Recipe(_FILE, trouble="429", times=1),
    Recipe(_PAGE, trouble="reset", times=1),
    Recipe(_FILE, trouble="503", times=2),
)
SLOW = Recipe(_PAGE, trouble="timeout")  # costs a visitor seconds: one is enough
NEWS = Recipe(Form.NONE)
