"""Run the notebook on the five real reports and keep what it prints: `python -m docs.notebook`.

The archive is that of the tests: the golden reports, captured twice. A test runs the notebook again and compares.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent / "notebooks" / "first-figures.ipynb"
ROOT = Path(__file__).parents[1]


def run(archive: Path) -> nbformat.NotebookNode:
    """Return the notebook as it runs on an archive. Raises `nbclient.exceptions.CellExecutionError`."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    environment = {**os.environ, "GONGKAI_ARCHIVE": str(archive), "GONGKAI_DATA": str(archive.parent)}
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute(
        env=environment
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran: of no interest, and another at each run
    notebook.metadata.pop("language_info", None)  # of the machine
    return notebook


def printed(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """Return what each cell of code prints: text as it is, of a picture only that it is one."""
    return [
        [
            output.get("text") or output.data.get("text/plain", "")
            if "image/svg+xml" not in output.get("data", {})
            else "SVG"
            for output in cell.outputs
        ]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def main() -> int:
    """Run it and write its outputs into the file."""
    from tests.query.seeds import fill  # noqa: PLC0415  # of the repository, not of the package

    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        nbformat.write(run(Path(folder) / "archive.sqlite"), NOTEBOOK)
    return 0


if __name__ == "__main__":
    sys.exit(main())
