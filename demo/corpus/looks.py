"""The looks that a report can be rendered into: formats, and the ways that their makers write them.

"imitated" says that we write as that program does, from files it made; not that it made these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from demo.corpus import office, scan
from demo.corpus.docx import DocxStyle, write_docx
from demo.corpus.ofd import write_ofd
from demo.corpus.page import PageStyle, write_html
from demo.corpus.report import CorpusCell, Report
from demo.corpus.separated import write_csv, write_markdown, write_tika_text
from demo.corpus.workbook import write_workbook


@dataclass(frozen=True, slots=True)
class Look:
    """A way to render: ``source`` is the look that LibreOffice converts, None where we write it ourselves."""

    name: str
    suffix: str
    write: Callable[[Report], bytes]
    source: str | None = None
    has_pictures: bool = True
    is_scan: bool = False  # only pictures: read with OCR


def _scan(report: Report) -> bytes:
    return scan.scanned(render(report, "pdf-libreoffice"), report.number)


def _html(name: str, style: PageStyle) -> Look:
    return Look(name, "html", lambda report: write_html(report, style))


def _docx(name: str, style: DocxStyle) -> Look:
    return Look(name, "docx", lambda report: write_docx(report, style))


def _sheet(name: str, suffix: str, write: Callable[[Report], bytes]) -> Look:
    return Look(name, suffix, write, has_pictures=False)


def _by_office(name: str, suffix: str, source: str, *, has_pictures: bool = True) -> Look:
    def write(report: Report) -> bytes:
        return office.convert([render(report, source)], LOOKS[source].suffix, suffix)[0]

    return Look(name, suffix, write, source, has_pictures)


_ALL = (
    _html("html-plain", PageStyle()),
    _html("html-headings", PageStyle(headings="h3", cells="p", first_row="th")),
    _html("html-mso", PageStyle(cells="mso", charset="gb2312", is_mso=True)),
    _html("html-ueditor", PageStyle(cells="span", wrapper="ueditor")),
    _html("html-nested", PageStyle(cells="font", wrapper="layout tables", charset="gbk")),
    _html("html-divided", PageStyle(cells="div", wrapper="divisions")),
    _html("html-wps-imitated", PageStyle(cells="wps", is_mso=True)),
    _docx("docx-word-imitated", DocxStyle()),
    _docx("docx-counted", DocxStyle(is_counted=True, cut=3)),
    _docx("docx-uneven", DocxStyle(jitter=14, cut=5)),
    _docx("docx-wps-imitated", DocxStyle(is_wps=True, cut=2)),
    _docx("docx-borderless", DocxStyle(has_borders=False)),
    Look("text-tika", "txt", write_tika_text),
    Look("text-markdown", "md", write_markdown),
    _sheet("csv-spread", "csv", lambda report: write_csv(report, is_repeated=False)),
    _sheet("csv-repeated", "csv", lambda report: write_csv(report, is_repeated=True)),
    _sheet("xlsx-one-sheet", "xlsx", lambda report: write_workbook(report, is_one_sheet=True)),
    _sheet("xlsx-sheets", "xlsx", lambda report: write_workbook(report, is_one_sheet=False)),
    Look("ofd-ruled", "ofd", write_ofd, has_pictures=False),
    _by_office("xls-libreoffice", "xls", "xlsx-one-sheet", has_pictures=False),
    _by_office("odt-libreoffice", "odt", "docx-word-imitated"),
    _by_office("doc-libreoffice", "doc", "docx-word-imitated"),
    _by_office("doc-wps-libreoffice", "doc", "docx-wps-imitated"),
    _by_office("rtf-libreoffice", "rtf", "docx-word-imitated"),
    _by_office("pdf-libreoffice", "pdf", "docx-word-imitated"),
    _by_office("pdf-uneven-libreoffice", "pdf", "docx-uneven"),
    _by_office("pdf-borderless-libreoffice", "pdf", "docx-borderless"),
    Look("pdf-scanned-libreoffice", "pdf", _scan, "pdf-libreoffice", has_pictures=False, is_scan=True),
)
LOOKS: Mapping[str, Look] = MappingProxyType({look.name: look for look in _ALL})


def render(report: Report, look: str) -> bytes:
    """Return a report as a file of that look; those of LibreOffice need it on PATH, and seconds."""
    return LOOKS[look].write(report)


def truth(report: Report, look: str) -> tuple[CorpusCell, ...]:
    """Return the truth of a report in a look: where pictures are left out, a pictured table is absent."""
    if LOOKS[look].has_pictures:
        return report.cells
    return tuple(replace(cell, mark="absent") if cell.mark == "picture" else cell for cell in report.cells)


def render_all(reports: list[Report], look: str) -> list[bytes]:
    """Render several: LibreOffice is started once for all of them."""
    chosen = LOOKS[look]
    if chosen.source is None or chosen.is_scan:
        return [chosen.write(report) for report in reports]
    sources = [render(report, chosen.source) for report in reports]
    return office.convert(sources, LOOKS[chosen.source].suffix, chosen.suffix)
