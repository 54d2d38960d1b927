"""A picture of a PDF as a file: the JPEG as it lies there, or its pixels as a PNG."""

import ctypes
import struct
import zlib
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PIXELS = 40_000_000
_PNG_COLOUR = {1: 0, 3: 2, 4: 2}  # channels of pdfium -> colour type of PNG: grey, or red green blue


def picture_file(found: Any, page: pypdfium2.PdfPage) -> bytes | None:  # noqa: ANN401 - a raw handle of pdfium
    """Return a picture as a JPEG or PNG file, None when it is too large or pdfium cannot decode it."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    known = pdfium.FPDFImageObj_GetImagePixelSize(found, ctypes.byref(width), ctypes.byref(height))
    if not known or not 0 < width.value * height.value <= MOST_PIXELS:
        return None
    if _filters(found) == [b"DCTDecode"]:
        size = pdfium.FPDFImageObj_GetImageDataRaw(found, None, 0)
        raw = ctypes.create_string_buffer(size)
        pdfium.FPDFImageObj_GetImageDataRaw(found, raw, size)
        return raw.raw
    handle = pdfium.FPDFImageObj_GetBitmap(found)
    if not handle:
        return None
    return png_file(pypdfium2.PdfBitmap.from_raw(handle))  # which frees it: twice ends the process


def _filters(found: Any) -> list[bytes]:  # noqa: ANN401
    names = []
    for index in range(pdfium.FPDFImageObj_GetImageFilterCount(found)):
        size = pdfium.FPDFImageObj_GetImageFilter(found, index, None, 0)
        name = ctypes.create_string_buffer(size)
        pdfium.FPDFImageObj_GetImageFilter(found, index, name, size)
        names.append(name.value)
    return names


def png_file(bitmap: pypdfium2.PdfBitmap) -> bytes | None:
    """Write pixels as a PNG; pdfium has blue before red, and may pad its rows."""
    channels = bitmap.n_channels
    if channels not in _PNG_COLOUR:
        return None
    pixels = bytes(bitmap.buffer)
    rows = []
    for row in range(bitmap.height):
        line = pixels[row * bitmap.stride : row * bitmap.stride + bitmap.width * channels]
        rows.append(b"\0" + (line if channels == 1 else _red_first(line, channels)))
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, _PNG_COLOUR[channels], 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _red_first(line: bytes, channels: int) -> bytes:
    pixels = bytearray(len(line) // channels * 3)
    pixels[0::3], pixels[1::3], pixels[2::3] = line[2::channels], line[1::channels], line[0::channels]
    return bytes(pixels)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
