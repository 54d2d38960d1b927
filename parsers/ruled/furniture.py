"""What a page repeats and a text does not mean: running heads, feet and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from parsers.ruled.lines import Line, solid

_BAND = 0.1  # of the page's height, at its top and its foot, where furniture stands
_SAME_HEIGHT = 4.0  # points between the places of one head on two pages
_DECORATED = re.compile(
    r"[-—–－―·.~]+\d{1,3}[-—–－―·.~]+|第\d{1,3}页(?:[,，/／]?共\d{1,3}页)?|\d{1,3}[/／]\d{1,3}"
)
_BARE = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")


def furniture(pages: Mapping[int, tuple[float, Sequence[Line]]]) -> dict[int, set[Line]]:
    """Return the lines of each page that are its furniture; pages are (height, lines outside tables)."""
    bands = {
        number: [line for line in lines if _is_in_band(line, height)]
        for number, (height, lines) in pages.items()
    }
    offset = _offset(bands)
    found: dict[int, set[Line]] = defaultdict(set)
    repeated = _repeated(bands)
    for number, lines in bands.items():
        for line in lines:
            text = solid(line.text)
            is_number = _DECORATED.fullmatch(text) or (
                _BARE.fullmatch(text) and offset is not None and int(text) == number + offset
            )
            if is_number or line in repeated:
                found[number].add(line)
    return found


def _is_in_band(line: Line, height: float) -> bool:
    return line.box[3] < height * _BAND or line.box[1] > height * (1 - _BAND)


def _offset(bands: Mapping[int, Sequence[Line]]) -> int | None:
    """Return what bare page numbers are ahead of the pages; a lone number must be its page's own."""
    tally = Counter(
        int(text) - number
        for number, lines in bands.items()
        for text in {solid(line.text) for line in lines}
        if _BARE.fullmatch(text)
    )
    if not tally:
        return None
    offset, times = tally.most_common(1)[0]
    return offset if times > 1 or offset == 0 else None


def _repeated(bands: Mapping[int, Sequence[Line]]) -> set[Line]:
    """Return the lines that stand at one height with one text, digits aside, on half of the pages."""
    seen: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines in bands.values():
        for line in lines:
            seen[_DIGITS.sub("#", solid(line.text)), round(line.box[1] / _SAME_HEIGHT)].append(line)
    least = max(2, len(bands) / 2)
    return {line for group in seen.values() if len(group) >= least for line in group}
