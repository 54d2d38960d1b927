"""The digest of a publication's content, by which versions are told apart.

Bytes of a page change at every visit: counters, tokens, the date of the day, the menu. So what is
hashed is what the parsers read of it: texts in order with their white space folded, table cells
with their positions, pictures. A file that cannot be read is hashed as it is.
"""

import hashlib
import json
import re
from collections.abc import Sequence

from parsers.document import Block, Document, Heading, Paragraph, Picture, Table

NORMALISER = "1"  # raise it whenever the same document would get another digest

# A line that a CMS puts into the body above or below the text, made of nothing but such items. The
# quantifiers are possessive: a hostile line costs no more than an honest one.
STEADY = r"""
    (?:发布|发表|更新|成文|生成)?(?:日期|时间)\s*+[:：][\d\-/.年月日:：\s]++
  | (?:信息)?(?:来源|发布机构|发布单位|作者|责任编辑|编辑)\s*+[:：]\s*+\S*+
  | (?:字号|字体)\s*+[:：]?+\s*+[\[【(（]?+(?:特?大|中|小|\s)++[\]】)）]?+
  | 打印(?:本页|文本)?+ | 关闭(?:窗口|本页)?+ | 分享(?:到)?+\s*+[:：]?+ | 收藏
"""
VOLATILE = r"""
    (?:浏览|点击|阅读|访问)(?:次数|量|数)\s*+[:：]?+\s*+[\d,]*+\s*+次?+
  | 今天是\s*+[:：]?+\s*+\S++(?:\s*星期.)?+
  | (?:当前|现在|系统)时间\s*+[:：][\d\-/.年月日:：\s]++
"""
VOLATILE_ITEM = re.compile(VOLATILE, re.VERBOSE)
CHROME_LINE = re.compile(rf"(?:(?:{VOLATILE}|{STEADY})[\s|｜\[\]【】]*+)++", re.VERBOSE)
MAX_CHROME_LINE = 200  # longer paragraphs are text, and are not worth the search


def content_digest(document: Document | None, body: bytes, part_digests: Sequence[str] = ()) -> str:
    """Return the SHA-256 of a publication's normalised content.

    ``document`` is what the parsers read of ``body``, None where they cannot; ``part_digests``
    are the SHA-256 of its pictures in order.
    """
    blocks = (
        [_normalise(block, has_parts=bool(part_digests)) for block in document.blocks] if document else []
    )
    kept = [block for block in blocks if block is not None]
    content = {"blocks": kept} if kept else {"sha256": hashlib.sha256(body).hexdigest()}
    whole = {**content, "parts": list(part_digests)}
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def fold(text: str) -> str:
    """Fold every run of white space (also U+3000 and U+00A0) into one space."""
    return " ".join(text.split())


def without_counters(line: str) -> str:
    """Take visit counters and the date of the day out of a line that is nothing but page furniture.

    A sentence of the report that states the number of visits is content and stays whole.
    """
    if len(line) > MAX_CHROME_LINE or not VOLATILE_ITEM.search(line) or not CHROME_LINE.fullmatch(line):
        return line
    return fold(VOLATILE_ITEM.sub("", line))


def _normalise(block: Block, *, has_parts: bool) -> list[object] | None:
    match block:
        case Heading() | Paragraph():
            text = without_counters(fold(f"{block.label} {block.text}"))
            return ["text", text] if text else None
        case Picture():
            return ["picture", _picture(block, has_parts=has_parts)]
        case Table():
            return [
                "table",
                [[cell.row, cell.column, fold(cell.text), cell.has_picture] for cell in block.cells],
            ]


def _picture(block: Picture, *, has_parts: bool) -> str:
    if block.body is not None:
        return hashlib.sha256(block.body).hexdigest()
    return "" if has_parts else block.source  # with parts, their bytes tell more than an address
