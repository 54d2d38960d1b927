"""Which division a user means: a code, or a name with or without what stands above it."""

from parsers.division_table import Division
from parsers.divisions import known_divisions

ENDINGS = ("", "省", "市", "区", "县", "自治区")  # 浙江 is 浙江省, 临安 is 临安区
MOST_TOLD = 8


class DivisionUnknown(LookupError):
    """The country has no division of this code or name."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"no division {asked!r}: give a code (33, 330112) or a name (浙江省, 临安区)")


class DivisionAmbiguous(LookupError):
    """Several divisions are called so; the user has to say which, by its code."""

    def __init__(self, asked: str, candidates: tuple[Division, ...]) -> None:
        divisions = known_divisions()
        told = "、".join(f"{one.code} {divisions.full_name(one, None)}" for one in candidates[:MOST_TOLD])
        super().__init__(f"{asked!r} may mean {len(candidates)} divisions; name one by its code: {told}")
        self.candidates = candidates


def choose_division(asked: str) -> Division:
    """Find the one division that ``asked`` means.

    A code of two, four, six or nine digits may be one of the past. A name may be a former one, and may say
    what stands above it: 杭州市临安区. Raises `DivisionUnknown` or `DivisionAmbiguous`.
    """
    bare = "".join(asked.split())
    if bare.isdigit():
        found = _of_code(f"{bare:0<6}")
        if found is None:
            raise DivisionUnknown(asked)
        return found
    candidates = next((some for ending in ENDINGS if (some := _called(bare + ending))), ())
    if not candidates:
        raise DivisionUnknown(asked)
    if len(candidates) > 1:
        raise DivisionAmbiguous(asked, candidates)
    return candidates[0]


def _of_code(code: str) -> Division | None:
    divisions = known_divisions()
    years = (None, *range(2023, 2008, -1))
    return next((found for year in years if (found := divisions.find(code, year))), None)


def _called(name: str) -> tuple[Division, ...]:
    divisions = known_divisions()
    above = (
        one
        for one in divisions.mentioned(name, None)
        if name in divisions.names(one) or divisions.full_name(one, None).endswith(name)
    )
    found = {one.code: one for one in (*above, *divisions.homonyms(name, None))}
    return tuple(found[code] for code in sorted(found))
