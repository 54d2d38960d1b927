"""The recogniser: pictures of lines in, their letters out. The model of RapidOCR, run by onnxruntime.

The model lies inside RapidOCR's wheel and is opened by its path: no code that could download one is
ever imported. One engine serves a process; it is made when the first line comes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime

from parsers.ocr.pixels import Pixels

MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48  # pixels of a line, as the model was trained
_WIDTHS = (
    160,
    320,
)  # pixels that narrower lines are padded to: quickly at first, then as the model was trained
_SURE = 0.9  # mean score of the letters of a line, under which it is read a second time
_BATCH = 8
_FIGURES = "0123456789./-"
_LONGEST_FIGURE = 3  # letters misread: a longer doubtful text is no single misread letter
_BLANK = 0  # the label between letters
_QUIET = 4  # of onnxruntime: fatal only


@dataclass(frozen=True, slots=True)
class Letters:
    """A line recognised: its letters, the middle of each from 0 (left) to 1, and the mean of their scores."""

    text: str
    middles: tuple[float, ...]
    score: float
    figure: str = ""  # what it is if it is a figure: read by figures alone


class Engine:
    """One model in memory, about 120 MB."""

    def __init__(self, model: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers share the cores
        options.log_severity_level = _QUIET
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ("", *known, " ")
        self._figures = [_BLANK, *(self._letters.index(letter) for letter in _FIGURES)]

    def recognise(self, lines: Sequence[Pixels]) -> list[Letters]:
        """Return the letters of every line, in the order given; equal pictures are read once."""
        first = {(*line.shape, line.tobytes()): number for number, line in reversed(list(enumerate(lines)))}
        read: dict[int, Letters] = {}
        for least in _WIDTHS:
            again = [
                number
                for number in first.values()
                if number not in read or (read[number].score < _SURE and _width(lines[number]) < least)
            ]
            for batch in _batches(again, lines, least):
                for number, letters in zip(batch, self._read([lines[n] for n in batch], least), strict=True):
                    if number not in read or letters.score > read[number].score:
                        read[number] = letters
        return [read[first[(*line.shape, line.tobytes())]] for line in lines]

    def _read(self, lines: Sequence[Pixels], least: int) -> list[Letters]:
        widths = [_width(line) for line in lines]
        widest = max(least, *widths)
        batch = np.zeros((len(lines), 3, _HEIGHT, widest), np.float32)
        for row, (line, width) in enumerate(zip(lines, widths, strict=True)):
            batch[row, :, :, :width] = cv2.resize(line, (width, _HEIGHT)).astype(np.float32) / 127.5 - 1
        scores = np.asarray(self._session.run(None, {self._input: batch})[0])
        return [self._decode(found, widest / width) for found, width in zip(scores, widths, strict=True)]

    def _decode(self, scores: np.ndarray[Any, Any], stretch: float) -> Letters:
        """Read the likeliest label of every step; one that goes on over several steps is one letter."""
        labels = scores.argmax(axis=1)
        is_new = np.concatenate(([True], labels[1:] != labels[:-1])) & (labels != _BLANK)
        steps = np.flatnonzero(is_new)
        text = "".join(self._letters[label] for label in labels[steps])
        middles = tuple(min((step + 0.5) / len(labels) * stretch, 1.0) for step in steps.tolist())
        score = float(scores[steps, labels[steps]].mean()) if len(steps) else 0.0
        return Letters(text, middles, score, self._figure(scores) if len(text) <= _LONGEST_FIGURE else "")

    def _figure(self, scores: np.ndarray[Any, Any]) -> str:
        """Read a line as if only the letters of figures existed, one letter a peak."""
        labels = np.array(self._figures)[scores[:, self._figures].argmax(axis=1)]
        is_new = np.concatenate(([True], labels[1:] != labels[:-1])) & (labels != _BLANK)
        return "".join(self._letters[label] for label in labels[is_new])


def _width(line: Pixels) -> int:
    """Return how many pixels wide a line is at the height of the model."""
    height, width = (int(side) for side in line.shape)
    return math.ceil(_HEIGHT * width / height)


def _batches(numbers: Sequence[int], lines: Sequence[Pixels], least: int) -> Iterator[Sequence[int]]:
    """Yield lines that are read together: those padded to one width. A wider one is read alone.

    So no line is read otherwise for what else is on its page, and nothing but narrow lines is padded.
    """
    narrow = [number for number in numbers if _width(lines[number]) <= least]
    for start in range(0, len(narrow), _BATCH):
        yield narrow[start : start + _BATCH]
    yield from ([number] for number in numbers if _width(lines[number]) > least)


@cache
def engine() -> Engine:
    """Return the engine of this process."""
    found = find_spec("rapidocr")
    folders = found.submodule_search_locations if found else None
    if not folders:
        message = "rapidocr is not installed"
        raise FileNotFoundError(message)
    return Engine(Path(folders[0]) / "models" / MODEL)
