"""The tokens of RTF: words, bytes in hexadecimal, symbols, braces and plain text."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

# Words that only format: two of three, so that they are passed over in whole runs.
_FORMATTING = (
    "ab adjustright af afs ai alang aspalpha aspnum b brdrcf brdrnone brdrs brdrsp brdrw cb cf cgrid charrsid "
    "clbrdrb clbrdrl clbrdrr clbrdrt clcbpat clftsWidth clpadb clpadfb clpadfl clpadfr clpadft clpadl clpadr "
    "clpadt clshdrawnil cltxlrtb clvertalb clvertalc clvertalt clwWidth cs dbch expnd expndtw faauto fcs fi fs "
    "hich hyphpar i insrsid irow irowband keep keepn kerning lang langfe langfenp langnp li lin lisa lisb loch "
    "ltrch ltrpar ltrrow nosupersub nowidctlpar outlinelevel pararsid qc qj ql qr rin ri rtlch sa sb sbasedon "
    "sl slmult tblind tblindtype tblrsid trautofit trbrdrb trbrdrh trbrdrl trbrdrr trbrdrt trbrdrv trftsWidth "
    "trgaph trhdr trkeep trpaddb trpaddfb trpaddfl trpaddfr trpaddft trpaddl trpaddr trpaddt trqc trrh "
    "trwWidth ul ulnone widctlpar wrapdefault yts"
)
_BY_LETTER = "|".join(
    f"{letter}(?:{'|'.join(word[1:] for word in words)})"
    for letter, words in groupby(sorted(_FORMATTING.split()), key=lambda word: word[0])
)
# Groups: 1 word, 2 its number, 3 a byte in hexadecimal, 4 a symbol, 5 a brace, 6 text.
TOKEN: Final = re.compile(
    rf"(?:\\(?:{_BY_LETTER})(?![a-zA-Z])-?[0-9]* ?){{1,500}}|"
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
WORD, NUMBERED, HEX, SYMBOL, BRACE, TEXT = range(1, 7)

# What may hold or end a group; an escaped brace is none, and binary data may hold anything.
_GROUPING = re.compile(r"\\(?:bin([0-9]{1,10}) ?|.)|[{}]", re.DOTALL)


def end_of_group(source: str, position: int) -> int:
    """Return where the brace stands that ends the group that a position is in, or the end of all."""
    depth = 1
    while found := _GROUPING.search(source, position):
        position = found.end()
        if found[1]:
            position += int(found[1])
        elif found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                return found.start()
    return len(source)


def groups(source: str) -> Iterator[str]:
    """Yield what stands in each group of a source, groups within it included."""
    position = source.find("{")
    while position >= 0:
        end = end_of_group(source, position + 1)
        yield source[position + 1 : end]
        position = source.find("{", end)


def without_groups(source: str) -> str:
    """Return a source with its groups taken out."""
    parts = []
    position = 0
    while (start := source.find("{", position)) >= 0:
        parts.append(source[position:start])
        position = end_of_group(source, start + 1) + 1
    return "".join([*parts, source[position:]])


def number_of(source: str, word: str) -> int | None:
    """Return the number of the first such word in a source."""
    found = re.search(rf"\\{word}(-?[0-9]{{1,10}})(?![0-9])", source)
    return None if found is None else int(found[1])
