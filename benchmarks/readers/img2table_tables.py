"""img2table with RapidOCR: tables of a picture. Runs in an environment of its own."""

import logging

from img2table.document import Image  # type: ignore[import-not-found,unused-ignore]
from img2table.ocr import RapidOCR  # type: ignore[import-not-found,unused-ignore]
from rapidocr import LangRec

from benchmarks.contender import Rows, serve_rows

logging.disable(logging.WARNING)
# One thread, as ours: idle threads of a pool burn processor time. And the model for Chinese, not the default.
OCR = RapidOCR(
    {
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Rec.lang_type": LangRec.CH,
    }
)


def read(body: bytes, suffix: str) -> Rows:
    """Return the rows of all tables; a merged box is given at each of its places."""
    del suffix
    tables = Image(src=body).extract_tables(ocr=OCR)
    return [[cell.value or "" for cell in row] for table in tables for row in table.content.values()]


if __name__ == "__main__":
    serve_rows(read, "img2table")
