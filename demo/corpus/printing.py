"""From figures to what stands in the boxes, and the truth of each: text, number, unit, mark."""

from functools import lru_cache
from random import Random

from demo.corpus.figures import Figures
from demo.corpus.report import CorpusCell

PROJECTS, AMOUNT, FEES = (
    "proactive.procurement.projects", "proactive.procurement.amount", "proactive.fees.amount"
)  # fmt: skip
_ZEROS = {"slash_zeros": "/", "blank_zeros": "", "dash_zeros": "—", "word_zeros": "无"}
_NO_NUMBERS = {"/": "slash", "": "blank", "—": "dash", "无": "text_none"}
_PADDINGS = ("　{}", " {} ", "\xa0\xa0{}", "{}　", "    {}")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_UNITS = ("万元", "元", "万")
_WORDS = "详见附件"


def print_figures(
    rng: Random, figures: Figures, faults: tuple[str, ...]
) -> tuple[dict[str, str], dict[str, CorpusCell]]:
    """Return the text of every box and the truth of every cell, by key."""
    zero = next((text for fault, text in _ZEROS.items() if fault in faults), "0")
    cells = {key: (_number(key, str(n)) if n else _zero(key, zero)) for key, n in figures.items()}
    _money(rng, cells, is_unit_missing="missing_unit" in faults)
    if faults:
        _add_faults(rng, cells, faults)
    printed = {key: cell.text or "" for key, cell in cells.items()}
    if "padding" in faults:
        for key in rng.sample(sorted(printed), len(printed) // 3):
            if printed[key]:
                printed[key] = rng.choice(_PADDINGS).format(printed[key])
    return printed, cells


@lru_cache(maxsize=65536)
def _number(key: str, text: str) -> CorpusCell:
    return CorpusCell(key, text, text, None, "number")


@lru_cache(maxsize=4096)
def _zero(key: str, text: str) -> CorpusCell:
    mark = _NO_NUMBERS.get(text)
    return CorpusCell(key, text, None, None, mark) if mark else CorpusCell(key, text, "0", None, "number")


def _money(rng: Random, cells: dict[str, CorpusCell], *, is_unit_missing: bool) -> None:
    """Print amounts as people do: 108万元, 4934042元, 230.37万, with or without a unit."""
    if FEES in cells and rng.random() < 0.6:  # the unit stands in the heading of the form
        text = f"{rng.randrange(1, 900000) / 100:.2f}".rstrip("0").rstrip(".")
        cells[FEES] = CorpusCell(FEES, text, text, None if is_unit_missing else "万元", "number")
    elif FEES in cells and cells[FEES].mark == "number":
        cells[FEES] = CorpusCell(FEES, "0", "0", None if is_unit_missing else "万元", "number")
    if AMOUNT in cells:
        projects = rng.randrange(1, 60)
        cells[PROJECTS] = _number(PROJECTS, str(projects))
        unit = rng.choice(_UNITS)
        text = str(rng.randrange(1000, 9000000)) if unit == "元" else f"{rng.randrange(100, 99999) / 100:.2f}"
        cells[AMOUNT] = (
            CorpusCell(AMOUNT, text, text, None, "number")
            if is_unit_missing
            else CorpusCell(AMOUNT, text + unit, text, unit, "number")
        )


def _add_faults(rng: Random, cells: dict[str, CorpusCell], faults: tuple[str, ...]) -> None:
    if "counted_twice" in faults:
        granted = cells["outcome.granted@natural_person"].value or "1"
        key = "outcome.partial@natural_person"
        cells[key] = _number(key, str(int(cells[key].value or "0") + int(granted)))
    if "blank_totals" in faults:
        for key in cells:
            if key.endswith("@total") or key.startswith("outcome.total@"):
                cells[key] = _zero(key, "")
    if "words_in_cell" in faults:
        key = rng.choice([key for key in cells if key.startswith("proactive.") and key not in {FEES, AMOUNT}])
        cells[key] = CorpusCell(key, _WORDS, None, None, "unreadable")
    if "full_width" in faults or "thousands" in faults:
        for key, cell in cells.items():
            if cell.value and cell.text == cell.value and cell.value.lstrip("-").isdigit():
                cells[key] = _restyled(cell, is_wide="full_width" in faults)
    if "annotation" in faults:
        _annotate(rng, cells)


def _restyled(cell: CorpusCell, *, is_wide: bool) -> CorpusCell:
    value = cell.value or ""
    text = value.translate(_FULL_WIDTH) if is_wide else f"{int(value):,}"
    return CorpusCell(cell.key, text, value, cell.unit, cell.mark)


def _annotate(rng: Random, cells: dict[str, CorpusCell]) -> None:
    counted = [cell for key, cell in cells.items() if key.startswith("proactive.") and cell.mark == "number"]
    plain = [cell for cell in counted if cell.text == cell.value and cell.unit is None and cell.value != "0"]
    for cell in rng.sample(plain, min(len(plain), 2)):
        remark = rng.choice(("其中修订1件", "含上年", "项目采购"))
        cells[cell.key] = CorpusCell(cell.key, f"{cell.text}（{remark}）", cell.value, None, "number", remark)
