"""docs/performance.md: each benchmark writes the part between its own markers, and no other."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def write_part(name: str, written: str, page: Path = PAGE) -> None:
    """Replace what stands between ``<!-- measured: name -->`` and the next end mark; raises ``LookupError`` without them."""
    text = page.read_text(encoding="utf-8")
    part = re.compile(rf"(<!-- measured: {re.escape(name)} -->\n).*?(<!-- measured so far -->)", re.DOTALL)
    if part.search(text) is None:
        message = f"{page} has no part {name!r}"
        raise LookupError(message)
    page.write_text(
        part.sub(lambda found: f"{found[1]}{written}\n{found[2]}", text), encoding="utf-8", newline="\n"
    )
