"""What the pages say beside the data, in Chinese and English: files of texts, every text in both."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

TEXTS = tuple(sorted(Path(__file__).parent.glob("texts*.toml")))  # a file for each family of pages


class Language(StrEnum):
    """The languages of the pages. Labels of forms and text of reports stay as printed."""

    ZH = "zh"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The language that a reader may change to."""
        return Language.EN if self is Language.ZH else Language.ZH

    @property
    def tag(self) -> str:
        """The tag for HTML and HTTP."""
        return "zh-Hans" if self is Language.ZH else "en"

    def say(self, key: str, /, **values: object) -> str:
        """Return a text with its values put in. Raises ``KeyError`` for a text that nobody wrote."""
        return texts()[key][self].format_map(values)

    def of(self, zh: str, en: str) -> str:
        """Choose between a text of the data that stands in both languages."""
        return (zh or en) if self is Language.ZH else (en or zh)


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Return every text by its key: ``[part]`` and name, ``report.findings``."""
    read = (tomllib.loads(path.read_text(encoding="utf-8")) for path in TEXTS)
    return {
        f"{part}.{name}": both
        for parts in read
        for part, named in parts.items()
        for name, both in named.items()
    }


def preferred(accepted: str) -> Language:
    """Return the language that an Accept-Language header asks for; Chinese where it names neither."""
    ranked = []
    for order, entry in enumerate(accepted.lower().split(",")):
        tag, _, quality = entry.strip().partition(";q=")
        try:
            ranked.append((-float(quality or 1), order, tag[:2]))
        except ValueError:  # not a number: as good as not said
            ranked.append((0.0, order, tag[:2]))
    known = [tag for _, _, tag in sorted(ranked) if tag in set(Language)]
    return Language(known[0]) if known else Language.ZH
