from decimal import Decimal

import pytest


@pytest.fixture
def golden_cells(truth):
    """The numbers of a golden report by the keys of their cells, as verified by hand."""
    return {cell["key"]: Decimal(str(cell["value"])) for cell in truth["cells"] if cell["value"] is not None}
