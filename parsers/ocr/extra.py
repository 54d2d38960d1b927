"""Whether the packages that recognise letters are installed: they are an extra, the core lives without."""

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

EXTRA = "gongkai[ocr]"
MISSING = f"pictures are not read: OCR needs the extra {EXTRA}"
_PACKAGES = ("cv2", "numpy", "onnxruntime", "rapidocr")
_DISTRIBUTIONS = ("numpy", "onnxruntime", "opencv-python-headless", "rapidocr")


@cache
def is_here() -> bool:
    """Whether every package of the extra is installed; none is imported to know."""
    return all(find_spec(package) for package in _PACKAGES)


def tools() -> tuple[str, ...]:
    """Return what OCR reads with, for the parser's fingerprint: names and versions, or that it is absent."""
    if not is_here():
        return ("ocr absent",)
    return ("ocr", *(f"{name} {version(name)}" for name in _DISTRIBUTIONS))
