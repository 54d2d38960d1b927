"""The text of a paragraph as its tokens come: bytes, Unicode, what is hidden left out."""

from dataclasses import dataclass

from parsers.formats.rtf.characters import decode, whole_characters
from parsers.formats.rtf.definitions import Definitions
from parsers.symbols import symbol

PRIVATE = range(0xF000, 0xF100)
_MOST_SKIPPED = 16  # bytes that stand for one character without Unicode


@dataclass(slots=True)
class Run:
    """What a group changes and gives back at its end."""

    font: int | None = None
    unicode_skip: int = 1
    is_hidden: bool = False
    is_deleted: bool = False

    @property
    def is_seen(self) -> bool:
        """Tell whether text in it is printed."""
        return not (self.is_hidden or self.is_deleted)

    def copy(self) -> "Run":
        """Return what a group within begins with."""
        return Run(self.font, self.unicode_skip, self.is_hidden, self.is_deleted)


class Text:
    """The text since the last mark of a paragraph; bytes are decoded when their run ends."""

    def __init__(self, definitions: Definitions) -> None:
        self.run = Run()
        self._definitions = definitions
        self._parts: list[str] = []
        self._raw = bytearray()  # a character may come in several tokens
        self._to_skip = 0  # bytes that stand for the last character without Unicode

    @property
    def is_begun(self) -> bool:
        """Tell whether there is text since the last mark."""
        return bool(self._parts or self._raw)

    def open(self) -> Run:
        """Begin a group and return what its end gives back."""
        self.flush()
        self._to_skip = 0
        before, self.run = self.run, self.run.copy()
        return before

    def close(self, before: Run) -> None:
        """End a group."""
        self.flush()
        self._to_skip = 0
        self.run = before

    def add_bytes(self, found: bytes) -> None:
        """Take bytes of the code page."""
        if self._to_skip:
            found, self._to_skip = found[self._to_skip :], max(self._to_skip - len(found), 0)
        if self.run.is_seen:
            self._raw += found

    def add(self, found: str) -> None:
        """Take characters that need no decoding."""
        if self._to_skip:
            self._to_skip -= 1
        elif self.run.is_seen:
            self.flush()
            self._parts.append(found)

    def add_unicode(self, number: int) -> None:
        """Take a character by its number; bytes that stand for it in old readers follow."""
        code = number & 0xFFFF
        font = self._definitions.font(self.run.font) if code in PRIVATE else None
        self._to_skip = 0
        self.add(symbol(font.name, code) if font else chr(code))
        self._to_skip = self.run.unicode_skip

    def set_unicode_skip(self, number: int) -> None:
        r"""Take how many bytes stand for a character (``\uc``)."""
        self.run.unicode_skip = min(max(number, 0), _MOST_SKIPPED)

    def flush(self) -> None:
        """Decode the bytes that were gathered: what follows may have another font."""
        if self._raw:
            definitions = self._definitions
            text, is_guessed = decode(bytes(self._raw), definitions.font(self.run.font), definitions.codec)
            definitions.is_charset_guessed |= is_guessed
            self._parts.append(text)
            self._raw.clear()

    def take(self) -> str:
        """Return the text and begin anew."""
        self.flush()
        text = whole_characters("".join(self._parts))
        self._parts.clear()
        return text
