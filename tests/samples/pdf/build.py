"""Make the PDFs of this folder: `python tests/samples/pdf/build.py` with soffice and chromium on PATH.

They are committed: renderers differ between versions. The looks under `held_out` were chosen before
the ruled engine was written and are never tuned on; figures on them are regression figures.
`hostile/locked.pdf` is an export of LibreOffice with the password x.
"""

import base64
import re
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.shared import Mm, Pt

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[2] / "demo" / "documents"
CASES = (
    "000_changhua_2020",
    "001_wangdian_2020",
    "002_luzhu_2021",
    "003_jinbei_2020",
    "004_gongshu_office_2020",
)
# A TrueType font: of an OpenType collection Chromium makes Type 3 fonts, three times as large.
FONT = '*{font-family:"AR PL SungtiL GB" !important}'
RULED = "table{border-collapse:collapse} td{border:1px solid #333}"
PLAIN = "table,td{border:none !important}"
CHROMIUM_LOOKS = {
    "chromium_a": ("@page{size:A4;margin:15mm} body{font-size:10.5pt} td{padding:3px}" + RULED, True),
    "chromium_b": (
        "@page{size:A4;margin:20mm} body{font-size:12pt} td{padding:0;text-align:center}" + RULED,
        False,
    ),
    "chromium_plain": ("@page{size:A4;margin:18mm} body{font-size:10.5pt} td{padding:4px}" + PLAIN, False),
}
HELD_OUT_LOOKS = {
    "004_gongshu_office_2020": (
        "chromium_landscape",
        "@page{size:A4 landscape;margin:25mm} body{font-size:12pt}" + RULED,
    ),
    "000_changhua_2020": (
        "chromium_letter",
        "@page{size:letter;margin:12mm} body{font-size:9pt} td{padding:1px}" + RULED,
    ),
    "001_wangdian_2020": (
        "chromium_plain",
        "@page{size:A4;margin:15mm} body{font-size:12pt} td{padding:2px}" + PLAIN,
    ),
}


def by_libreoffice(source: Path, target: Path) -> None:
    """Print a Word document with LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
             "--convert-to", "pdf", "--outdir", folder, source], check=True,
        )  # fmt: skip
        target.write_bytes((Path(folder) / f"{source.stem}.pdf").read_bytes())


def by_chromium(case: str, css: str, target: Path, *, has_header: bool) -> None:
    """Print an article with Chromium in a style of its own; its picture is put into the page."""
    html = (DOCUMENTS / f"{case}.html").read_text(encoding="utf-8")
    picture = base64.b64encode((DOCUMENTS / "000_changhua_2020.png").read_bytes()).decode()
    html = re.sub(r'src="[^"]*\.png"', f'src="data:image/png;base64,{picture}"', html)
    html = html.replace("</head>", f"<style>{FONT} {css}</style></head>")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-pdf-tagging",
             f"--user-data-dir={folder}/profile",
             *([] if has_header else ["--no-pdf-header-footer"]), f"--print-to-pdf={target}", page.as_uri()],
            check=True,
        )  # fmt: skip


def to_b5(source: Path, target: Path) -> None:
    """Set a Word document on B5 with narrow margins and larger letters."""
    document = docx.Document(str(source))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(182), Mm(257)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    document.styles["Normal"].font.size = Pt(12)
    document.save(str(target))


def main() -> None:
    """Write every file."""
    for case in CASES:
        by_libreoffice(DOCUMENTS / f"{case}.docx", HERE / f"{case}.libreoffice.pdf")
    for case in ("002_luzhu_2021", "003_jinbei_2020"):
        for look, (css, has_header) in CHROMIUM_LOOKS.items():
            by_chromium(case, css, HERE / f"{case}.{look}.pdf", has_header=has_header)
    for case, (look, css) in HELD_OUT_LOOKS.items():
        by_chromium(case, css, HERE / "held_out" / f"{case}.{look}.pdf", has_header=False)
    with tempfile.TemporaryDirectory() as folder:
        varied = Path(folder) / "001_wangdian_2020.docx"
        to_b5(DOCUMENTS / varied.name, varied)
        by_libreoffice(varied, HERE / "held_out" / "001_wangdian_2020.libreoffice_b5.pdf")


if __name__ == "__main__":
    main()
