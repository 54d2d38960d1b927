"""Pictures of golden tables, what they must be read as, and files made of them."""

import io
import json
from pathlib import Path

import pypdfium2

from parsers.parse import parse
from parsers.report import ParseHints

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "demo" / "documents"
SAMPLES = ROOT / "samples"
WITH_OCR = ParseHints(ocr=True)


def picture(name):
    return (SAMPLES / "pictures" / name).read_bytes()


def read(body):
    return parse(body, hints=WITH_OCR)


def truth_of(case):
    """The cells of a golden report by key; ``case`` is its number: "003"."""
    (folder,) = (ROOT / "golden").glob(f"{case}_*")
    cells = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["cells"]
    return {cell["key"]: cell for cell in cells}


def table_of(key):
    """Which of the three tables a cell belongs to."""
    group = key.split(".")[0]
    return {"proactive": "proactive", "review": "review", "litigation": "review"}.get(group, "requests")


def scan(*names):
    """A PDF whose every page is a picture and nothing else."""
    source = pypdfium2.PdfDocument.new()
    for name in names:
        image = pypdfium2.PdfImage.new(source)
        image.load_jpeg(io.BytesIO(picture(name)))
        width, height = image.get_px_size()
        page = source.new_page(595, 842)
        high = 560 / width * height
        image.set_matrix(pypdfium2.PdfMatrix().scale(560, high).translate(17, 822 - high))
        page.insert_obj(image)
        page.gen_content()
    written = io.BytesIO()
    source.save(written)
    source.close()
    return written.getvalue()
