"""A report as a web page, the way that editors of portals leave it: plain, pasted from Word, nested."""

import html
from dataclasses import dataclass
from functools import lru_cache

from demo.corpus.picture import PATH
from demo.corpus.report import Box, PictureSheet, Report, Sheet, Words

Template = tuple[tuple[str, ...], tuple[str, ...]]  # texts between figures, and the keys of the figures
_HOLE = "\0"

_CELLS = {
    "plain": ("", ""),
    "p": ('<p style="text-align:center">', "</p>"),
    "div": ("<div><div>", "</div></div>"),
    "font": ('<p align="center"><font size="2" face="宋体"><b></b>', "</font></p>"),
    "span": (
        '<p style="text-align:center;line-height:28px"><span style="font-family:仿宋_GB2312;font-size:14px">',
        "</span></p>",
    ),
    "mso": (
        (
            "<p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'>"
            "<span lang=EN-US style='font-size:9.0pt;font-family:宋体;mso-bidi-font-family:宋体'>"
        ),
        "<o:p></o:p></span></p>",
    ),
    "wps": (
        (
            '<p class="MsoNormal" align="center" style="margin:0 0 0.0001pt;text-align:center;">'
            "<span style=\"mso-spacerun:'yes';font-family:宋体;font-size:9.0000pt;\">"
        ),
        "</span><span style=\"mso-spacerun:'yes';\"><o:p></o:p></span></p>",
    ),
}
_WRAPPERS = {
    "none": ('<div id="zoom">\n', "\n</div>"),
    "ueditor": ('<div class="v_news_content" id="vsb_content">\n', "\n</div>"),
    "divisions": (
        '<div class="wrap"><div class="left"><ul><li>首页</li></ul></div><div class="article-content"><div><div>\n',
        "\n</div></div></div></div>",
    ),
    "layout tables": (
        (
            '<table width="1000" align="center"><tbody><tr><td><table width="100%"><tbody><tr>'
            '<td class="TRS_Editor">\n'
        ),
        "\n</td></tr></tbody></table></td></tr></tbody></table>",
    ),
}
_MSO_HEAD = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    "<style><!-- p.MsoNormal {mso-style-parent:''; margin:0cm;} --></style>"
)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a page is written; ``is_mso`` adds what pasting from Word leaves."""

    cells: str = "plain"
    headings: str = "p"
    wrapper: str = "none"
    charset: str = "utf-8"
    first_row: str = "td"
    is_mso: bool = False


def write_html(report: Report, style: PageStyle) -> bytes:
    """Return the page in its charset; letters that the charset lacks are written as references."""
    opening, closing = _WRAPPERS[style.wrapper]
    title = html.escape(report.title)
    parts = [
        (
            f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={style.charset}">'
            f"<title>{title}</title>{_MSO_HEAD if style.is_mso else ''}</head><body>{opening}<h1>{title}</h1>\n"
        )
    ]
    for block in report.blocks[1:]:
        if isinstance(block, Sheet):
            _fill(_template(block, style), report.printed, parts)
        elif isinstance(block, PictureSheet):
            parts.append(f'<p align="center"><img src="{PATH}" width="600"></p>\n')
        else:
            parts.append(_paragraph(block, style))
    parts.append(f"{closing}</body></html>")
    return "".join(parts).encode(style.charset, "xmlcharrefreplace")


def _fill(template: Template, printed: object, parts: list[str]) -> None:
    texts, keys = template
    assert isinstance(printed, dict)
    for text, key in zip(texts, keys, strict=False):
        figure: str = printed[key]
        parts += (text, figure.replace("\xa0", "&nbsp;"))
    parts.append(texts[-1])


def _paragraph(words: Words, style: PageStyle) -> str:
    text = html.escape(words.number + words.text, quote=False)
    if words.is_heading and style.headings != "p":
        return f"<{style.headings}>{text}</{style.headings}>\n"
    if style.is_mso:
        return (
            "<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt;"
            f"font-family:仿宋_GB2312'>{text}<span lang=EN-US><o:p></o:p></span></span></p>\n"
        )
    return f'<p style="text-indent:2em">{text}</p>\n'


@lru_cache(maxsize=4096)
def _template(sheet: Sheet, style: PageStyle) -> Template:
    """Write the table once, with holes for its figures."""
    keys: list[str] = []
    rows = []
    for number, row in enumerate(sheet.rows):
        tag = style.first_row if number == 0 else "td"
        cells = "".join(_cell(box, style, tag) for box in row)
        keys += [box.key for box in row if box.key]
        first = ' class="firstRow"' if number == 0 and style.wrapper == "ueditor" else ""
        rows.append(f"<tr{first}>{cells}</tr>\n")
    end = _hidden_row(sheet) if style.is_mso else ""
    table = (
        '<table border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse"><tbody>\n'
        f"{''.join(rows)}{end}</tbody></table>\n"
    )
    return tuple(table.split(_HOLE)), tuple(keys)


def _cell(box: Box, style: PageStyle, tag: str) -> str:
    before, after = _CELLS[style.cells]
    spans = (f' colspan="{box.across}"' if box.across > 1 else "") + (
        f' rowspan="{box.down}"' if box.down > 1 else ""
    )
    if box.key:
        text = _HOLE
    elif style.is_mso and not box.text:
        text = "&nbsp;"
    else:
        text = "<br>".join(html.escape(line, quote=False) for line in box.text.split("\n"))
        text = _in_spans(text, style) if box.text else text
    return f'<{tag}{spans} valign="center">{before}{text}{after}</{tag}>'


def _in_spans(text: str, style: PageStyle) -> str:
    """Cut a label in two spans, as pasting leaves it."""
    middle = len(text) // 2
    if not style.is_mso or "<" in text or "&" in text or middle == 0:
        return text
    return f"{text[:middle]}</span><span style='font-size:9.0pt'>{text[middle:]}"


def _hidden_row(sheet: Sheet) -> str:
    """Write the row without height that Word leaves at the end."""
    cells = '<td style="border:none"></td>' * sheet.width
    return f'<![if !supportMisalignedColumns]><tr height="0">{cells}</tr><![endif]>'
