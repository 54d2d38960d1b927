"""A PDF scanned: its pages as pictures, a little turned, grey paper, specks, JPEG. Needs what the extra `ocr` brings."""

import io
from contextlib import closing
from random import Random

import pypdfium2

_DPI = 150
_MOST_DEGREES = 1.2
_NOISE = 9  # of 255 levels of grey, one standard deviation
_QUALITY = 60  # of the JPEG


def scanned(body: bytes, seed: int) -> bytes:
    """Return a PDF of nothing but pictures of the pages of a PDF, the same for a seed; `ImportError` without Pillow."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - only who makes scans needs Pillow

    chance = Random(f"scan/{seed}")
    sheets: list[Image.Image] = []
    with closing(pypdfium2.PdfDocument(body)) as source:
        for page in source:
            image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
            turned = image.rotate(
                chance.uniform(-_MOST_DEGREES, _MOST_DEGREES), Image.Resampling.BICUBIC, fillcolor=255
            )
            noise = Image.frombytes("L", turned.size, _noise(chance, turned.size[0] * turned.size[1]))
            sheets.append(ImageChops.subtract(turned, noise))
    out = io.BytesIO()
    sheets[0].save(out, "PDF", resolution=_DPI, save_all=True, append_images=sheets[1:], quality=_QUALITY)
    return out.getvalue()


def _noise(chance: Random, count: int) -> bytes:
    """Return levels of darkness: a strip of them drawn once, and repeated from random places."""
    strip = bytes(min(255, int(abs(chance.gauss(0, _NOISE)))) for _ in range(65536))
    made = bytearray()
    while len(made) < count:
        start = chance.randrange(len(strip) // 2)
        made += strip[start:]
    return bytes(made[:count])
