"""What stands around a match, in one line, as it was printed."""

from collections.abc import Sequence

BEFORE, AFTER = 20, 60  # characters around the beginning of the first match
Span = tuple[int, int]  # first character, and the one after the last


def cut_out(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Cut out the surroundings of the first match; return them, and the places of matches in them.

    Overlapping matches are told as one. Line breaks become spaces, so that a snippet is one line.
    """
    first = min(spans)[0]
    start, end = max(0, first - BEFORE), min(len(text), first + AFTER)
    lead, rest = "…" if start else "", "…" if end < len(text) else ""
    cut = "".join(" " if sign.isspace() else sign for sign in text[start:end])
    places: list[Span] = []
    for begin, after in sorted(spans):
        if begin >= end:
            break
        place = begin - start + len(lead), min(after, end) - start + len(lead)
        if places and place[0] < places[-1][1]:
            begun, ended = places.pop()
            place = begun, max(ended, place[1])
        places.append(place)
    return f"{lead}{cut}{rest}", tuple(places)
