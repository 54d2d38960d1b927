"""What the head of an RTF document defines: its code page, fonts, styles, lists and title."""

import re
from dataclasses import dataclass, field

from parsers.formats.rtf.characters import Font, characters_of, codec_of_charset, codec_of_page
from parsers.formats.rtf.tokens import groups, number_of, without_groups
from parsers.list_numbers import LONGEST_PATTERN, MOST_LEVELS, STYLES_BY_CODE, ListLevel, Lists

MOST_DEFINITIONS = 10_000  # of fonts, styles or lists
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_PLACEHOLDER = re.compile(f"[\x00-{chr(MOST_LEVELS - 1)}]")


@dataclass(slots=True)
class Definitions:
    """Filled as the head is read; the body asks it."""

    codec: str = "cp1252"
    fonts: dict[int, Font] = field(default_factory=dict)
    default_font: int = 0
    headings: dict[int, int] = field(default_factory=dict)  # style number -> level
    lists: Lists = field(default_factory=Lists)
    title: str = ""
    is_charset_guessed: bool = False

    def set_code_page(self, number: int | None) -> None:
        r"""Take the document's code page (``\ansicpg``)."""
        self.codec = codec_of_page(number or 0)

    def set_default_font(self, number: int | None) -> None:
        r"""Take the font of text that names none (``\deff``)."""
        self.default_font = number or 0

    def font(self, number: int | None) -> Font | None:
        """Return a font by its number, the default one for None."""
        return self.fonts.get(self.default_font if number is None else number)

    def read_fonts(self, source: str) -> None:
        r"""Read ``\fonttbl``: each font in a group of its own, or all in one, parted by semicolons."""
        entries = list(groups(source)) if "{" in source else source.split(";")
        for entry in entries[:MOST_DEFINITIONS]:
            number = number_of(entry, "f")
            if number is not None:
                name = characters_of(without_groups(entry), self.codec).strip().rstrip(";")
                charset = number_of(entry, "fcharset")
                self.fonts[number] = Font(name, None if charset is None else codec_of_charset(charset))

    def read_styles(self, source: str) -> None:
        r"""Read ``\stylesheet``: which paragraph styles are headings."""
        for entry in list(groups(source))[:MOST_DEFINITIONS]:
            name = characters_of(without_groups(entry), self.codec).strip().rstrip(";").lower()
            found = _HEADING.fullmatch(name)
            if found:
                self.headings[number_of(entry, "s") or 0] = int(found[1])

    def read_info(self, source: str) -> None:
        r"""Read ``\info``: the title."""
        entries = list(groups(source))
        # What is no ASCII may be given twice: in the code page, and in Unicode.
        twice = [entry for entry in entries if entry.startswith("\\upr")]
        unicode = [group for entry in twice for group in groups(entry) if group.startswith("\\*\\ud")]
        for entry in (*entries, *(inner for group in unicode for inner in groups(group))):
            if entry.startswith("\\title"):
                self.title = characters_of(entry, self.codec).strip()

    def read_lists(self, source: str) -> None:
        r"""Read ``\listtable``: the definitions of lists."""
        for entry in list(groups(source))[:MOST_DEFINITIONS]:
            number = number_of(without_groups(entry), "listid")
            found = [level for level in groups(entry) if level.startswith("\\listlevel")]
            self.lists.levels[str(number)] = dict(enumerate(map(self._level, found[:MOST_LEVELS])))

    def read_overrides(self, source: str) -> None:
        r"""Read ``\listoverridetable``: which list counts by which definition, and from where."""
        for entry in list(groups(source))[:MOST_DEFINITIONS]:
            own = without_groups(entry)
            number = str(number_of(own, "ls"))
            self.lists.lists[number] = str(number_of(own, "listid"))
            levels = [level for level in groups(entry) if level.startswith("\\lfolevel")]
            for depth, level in enumerate(levels[:MOST_LEVELS]):
                self._override(number, depth, level)

    def _override(self, number: str, depth: int, source: str) -> None:
        start = number_of(source, "levelstartat")
        if "\\listoverrideformat" in source:
            for level in groups(source):
                self.lists.overrides.setdefault(number, {})[depth] = self._level(level)
        if "\\listoverridestartat" in source and start is not None:
            self.lists.restarts.setdefault(number, {})[depth] = start

    def _level(self, source: str) -> ListLevel:
        r"""Read a ``\listlevel``: its text begins with its length, and low characters stand for counts."""
        text = next((group for group in groups(source) if group.startswith("\\leveltext")), "")
        pattern = characters_of(without_groups(text), self.codec).split(";")[0][1 : 1 + LONGEST_PATTERN]
        start, style = number_of(source, "levelstartat"), number_of(source, "levelnfc")
        return ListLevel(
            1 if start is None else start,
            STYLES_BY_CODE.get(style or 0, "decimal"),
            _PLACEHOLDER.sub(lambda found: f"%{ord(found[0]) + 1}", pattern),
            is_legal=bool(number_of(source, "levellegal")),
        )
