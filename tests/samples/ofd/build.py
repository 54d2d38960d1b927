"""Make the OFDs of this folder of the PDFs beside it: `python -m tests.samples.ofd.build` or by path.

They are built as Suwell and WPS write them: runs of text with DeltaX, lines as stroked paths or as thin
filled boxes, furniture and lines in a template page. The glyphs and lines are those of the PDFs.
"""

import itertools
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))
from parsers.formats.pdf.page import read_page  # noqa: E402

MM = 25.4 / 72
XML = '<?xml version="1.0" encoding="UTF-8"?>'
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
LOOKS = {
    "000_changhua_2020": "stroked",
    "001_wangdian_2020": "stroked",
    "002_luzhu_2021": "filled",
    "003_jinbei_2020": "stroked",
    "004_gongshu_office_2020": "template",
}


def main() -> None:
    """Write every file."""
    for case, look in LOOKS.items():
        pdf = HERE.parent / "pdf" / f"{case}.libreoffice.pdf"
        with closing(pypdfium2.PdfDocument(pdf)) as source:
            pages = [read_page(source, number) for number in range(1, len(source) + 1)]
        write(HERE / f"{case}.{look}.ofd", pages, look)


def write(target, pages, look):
    """Write pages as one OFD."""
    ids = itertools.count(100)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        pictures = [(page.number, index) for page in pages for index in range(len(page.pictures))]
        listed = "".join(
            f'<ofd:Page ID="{page.number}" BaseLoc="Pages/Page_{page.number}/Content.xml"/>' for page in pages
        )
        templates = ""
        if look == "template":
            templates = "".join(
                f'<ofd:TemplatePage ID="{1000 + page.number}" BaseLoc="Tpls/Tpl_{page.number}/Content.xml"/>'
                for page in pages
            )
        resources = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" if pictures else ""
        put(package, "OFD.xml", f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>demo</ofd:DocID>'
            '</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>')  # fmt: skip
        put(package, "Doc_0/Document.xml", f'<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297'
            f'</ofd:PhysicalBox></ofd:PageArea>{resources}{templates}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>')  # fmt: skip
        if pictures:
            media = "".join(
                f'<ofd:MultiMedia ID="{number * 10 + index}" Type="Image"><ofd:MediaFile>p{number}_{index}.png</ofd:MediaFile></ofd:MultiMedia>'
                for number, index in pictures
            )
            put(
                package,
                "Doc_0/DocumentRes.xml",
                f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>',
            )
        for page in pages:
            for index, picture in enumerate(page.pictures):
                package.writestr(zipfile.ZipInfo(f"Doc_0/Res/p{page.number}_{index}.png"), picture.body)
            lines = "".join(drawn(page, look, ids))
            texts = "".join([*written(page, ids), *shown(page, ids)])
            area = f"<ofd:Area><ofd:PhysicalBox>0 0 {page.width * MM:.2f} {page.height * MM:.2f}</ofd:PhysicalBox></ofd:Area>"
            use = ""
            if look == "template":
                use = f'<ofd:Template TemplateID="{1000 + page.number}" ZOrder="Background"/>'
                put(package, f"Doc_0/Tpls/Tpl_{page.number}/Content.xml", layer(area, lines, ids))
                lines = ""
            put(package, f"Doc_0/Pages/Page_{page.number}/Content.xml", layer(area + use, lines + texts, ids))


def put(package, name, content):
    """Write a part with no clock in it, so that the same pages give the same bytes."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, XML + content)


def layer(area, objects, ids):
    return f'<ofd:Page {NS}>{area}<ofd:Content><ofd:Layer ID="{next(ids)}">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def written(page, ids):
    """Yield runs of letters on one base line as text objects."""
    run = []
    for glyph in [*sorted(page.glyphs, key=lambda glyph: (round(glyph.bottom), glyph.left)), None]:
        if run and (
            glyph is None
            or abs(run[-1].bottom - glyph.bottom) > 1.5
            or not -1 <= glyph.left - run[-1].right < 2
        ):
            yield text_object(run, ids)
            run = []
        run.append(glyph)


def text_object(run, ids):
    first, last = run[0], run[-1]
    height = first.bottom - first.top
    steps = [f"{(b.left - a.left) * MM:.3f}" for a, b in itertools.pairwise(run)]
    packed = []
    for step, same in itertools.groupby(steps):
        times = len(list(same))
        packed.append(f"g {times} {step}" if times > 1 else step)
    delta = f' DeltaX="{" ".join(packed)}"' if packed else ""
    letters = escape("".join(glyph.text for glyph in run))
    return (
        f'<ofd:TextObject ID="{next(ids)}" Boundary="{first.left * MM:.3f} {first.top * MM:.3f} {(last.right - first.left) * MM:.3f} '
        f'{height * MM:.3f}" Font="2" Size="{height * 0.8 * MM:.3f}"><ofd:TextCode X="0" Y="{height * 0.8 * MM:.3f}"{delta}>'
        f"{letters}</ofd:TextCode></ofd:TextObject>"
    )


def drawn(page, look, ids):
    """Yield the lines of a page as path objects."""
    boxes = [(rule.start, rule.at, rule.end, rule.at) for rule in page.lying]
    boxes += [(rule.at, rule.start, rule.at, rule.end) for rule in page.standing]
    for left, top, right, bottom in boxes:
        x, y, width, height = (
            left * MM - 0.1,
            top * MM - 0.1,
            (right - left) * MM + 0.2,
            (bottom - top) * MM + 0.2,
        )
        if look == "filled":
            data = f"M 0 0 L {width:.3f} 0 L {width:.3f} {height:.3f} L 0 {height:.3f} C"
            how = 'Stroke="false" Fill="true"'
        else:
            data = f"M 0.1 0.1 L {width - 0.1:.3f} {height - 0.1:.3f}"
            how = 'LineWidth="0.18"'
        yield (
            f'<ofd:PathObject ID="{next(ids)}" Boundary="{x:.3f} {y:.3f} {width:.3f} {height:.3f}" {how}>'
            f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
        )


def shown(page, ids):
    for index, picture in enumerate(page.pictures):
        left, top, right, bottom = (edge * MM for edge in picture.box)
        yield (
            f'<ofd:ImageObject ID="{next(ids)}" Boundary="{left:.3f} {top:.3f} {right - left:.3f} {bottom - top:.3f}" '
            f'ResourceID="{page.number * 10 + index}" CTM="{right - left:.3f} 0 0 {bottom - top:.3f} 0 0"/>'
        )


if __name__ == "__main__":
    main()
