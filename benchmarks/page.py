"""docs/performance.md: each benchmark writes the part between its own markers, and no other."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def read_part(name: str, page: Path = PAGE) -> str:
    """Return what stands between ``<!-- measured: name -->`` and the next end mark; raises ``LookupError`` without them."""
    found = _part(name).search(page.read_text(encoding="utf-8"))
    if found is None:
        message = f"{page} has no part {name!r}"
        raise LookupError(message)
    return found["written"]


def write_part(name: str, written: str, page: Path = PAGE) -> None:
    """Replace what `read_part` returns."""
    read_part(name, page)
    text = page.read_text(encoding="utf-8")
    changed = _part(name).sub(lambda found: f"{found['mark']}{written}\n{found['end']}", text)
    page.write_text(changed, encoding="utf-8", newline="\n")


def _part(name: str) -> re.Pattern[str]:
    mark = rf"(?P<mark><!-- measured: {re.escape(name)} -->\n)"
    return re.compile(rf"{mark}(?P<written>.*?)(?P<end><!-- measured so far -->)", re.DOTALL)
