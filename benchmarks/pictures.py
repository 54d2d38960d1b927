"""Pages drawn as pictures: what a portal shows where it shows no text."""

import io

import pypdfium2

_POINTS = 72


def draw_pages(pdf: bytes, dpi: int = 150, most: int = 2) -> bytes:
    """Return the first pages of a PDF below one another, as a PNG in grey."""
    from PIL import Image  # noqa: PLC0415 - only for pictures; it comes with the extra [ocr]

    document = pypdfium2.PdfDocument(pdf)
    pages = [
        document[number].render(scale=dpi / _POINTS).to_pil().convert("L")
        for number in range(min(most, len(document)))
    ]
    whole = Image.new("L", (max(page.width for page in pages), sum(page.height for page in pages)), 255)
    down = 0
    for page in pages:
        whole.paste(page, (0, down))
        down += page.height
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()
