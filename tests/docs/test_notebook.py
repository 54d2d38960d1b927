"""The notebook runs, and prints what stands in it."""

import nbformat
import pytest

from docs.notebook import NOTEBOOK, printed, run
from tests.query.seeds import fill

pytestmark = pytest.mark.needs("analysis", "chart")


def test_the_notebook_prints_what_stands_in_it_and_shows_a_chart(tmp_path):
    fill(tmp_path)
    again = run(tmp_path / "archive.sqlite")
    assert printed(again) == printed(nbformat.read(NOTEBOOK, as_version=4))
    pictures = [output.data["image/svg+xml"] for cell in again.cells if cell.cell_type == "code"
                for output in cell.outputs if "image/svg+xml" in output.get("data", {})]  # fmt: skip
    assert len(pictures) == 1
    assert "王店镇" in pictures[0]
