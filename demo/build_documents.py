"""Build the demo's documents out of the golden seeds: `python -m demo.build_documents`.

Each case becomes `<case>.docx` and `<case>.html`; `places.json` says where each cell of the form
stands in them, so that the replica can edit one cell and nothing else. All are committed as data.
"""

import hashlib
import json
import sys
from pathlib import Path

from demo.drawing import draw_review_table
from demo.page import write_page
from demo.seeds import Seed, SeedTable, read_seed
from demo.spans import Merge, lay_out
from demo.word import write_docx

GOLDEN = Path(__file__).parent.parent / "tests" / "golden"
DOCUMENTS = Path(__file__).parent / "documents"
PICTURE = "000_changhua_2020.png"


def build(golden: Path, documents: Path) -> None:
    """Write the documents of all cases under `golden` into `documents`."""
    documents.mkdir(parents=True, exist_ok=True)
    picture = draw_review_table()
    picture_path = f"/picture/0/{hashlib.md5(picture, usedforsecurity=False).hexdigest()}.png"
    (documents / PICTURE).write_bytes(picture)
    places: dict[str, dict[str, list[int]]] = {}
    titles: dict[str, str] = {}
    for folder in sorted(path for path in golden.iterdir() if (path / "report.txt").is_file()):
        seed = read_seed(folder)
        (documents / f"{seed.case}.docx").write_bytes(write_docx(seed, picture))
        (documents / f"{seed.case}.html").write_text(
            write_page(seed, picture_path), encoding="utf-8", newline="\n"
        )
        places[seed.case] = _places(seed)
        titles[seed.case] = seed.title
    (documents / "places.json").write_text(
        _listing(picture_path, titles, places), encoding="utf-8", newline="\n"
    )


def _listing(picture_path: str, titles: dict[str, str], places: dict[str, dict[str, list[int]]]) -> str:
    """Write one place a line: people read them in diffs."""
    cases = ",\n".join(
        f" {json.dumps(case)}: {{\n"
        + ",\n".join(f"  {json.dumps(key)}: {json.dumps(place)}" for key, place in cells.items())
        + "\n }"
        for case, cells in places.items()
    )
    head = json.dumps({"picture_path": picture_path, "titles": titles}, ensure_ascii=False, indent=1)
    return head.removesuffix("\n}") + f',\n "places": {{\n{cases}\n }}\n}}\n'


def _places(seed: Seed) -> dict[str, list[int]]:
    """Return for each cell key: table, row, number of the w:tc in the row, number of the td in the row."""
    at_line: dict[int, list[int]] = {}
    tables = [lay_out(block) for block in seed.blocks if isinstance(block, SeedTable)]
    for number, grid in enumerate(tables):
        for row_number, row in enumerate(grid.rows):
            tds = 0
            for tc, box in enumerate(row):
                at_line[box.line] = [number, row_number, tc, tds]
                tds += box.merge is not Merge.GOES_ON
    return {key: at_line[line] for key, line in seed.value_lines.items()}


if __name__ == "__main__":
    build(GOLDEN, DOCUMENTS)
    sys.stdout.write(f"{DOCUMENTS}\n")
