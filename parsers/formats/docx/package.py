"""Open the package of a Word document within limits, before any library looks at it.

python-docx reads the package and what refers to what in it. Parts are parsed when they are asked for: of
all that Word puts into a package, a report needs the text, often the lists, and now and then the styles.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from docx.opc import pkgreader
from docx.opc.exceptions import OpcError
from lxml import etree

from parsers.document import UnreadableDocument
from parsers.formats.docx.names import W
from parsers.packages import Members, parse_xml

_RELATIONS = (".rels", "[Content_Types].xml")
_PACKAGE = "/"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class _Relation(NamedTuple):
    source: str
    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """An opened document: ``parts`` are bytes by name, ``targets`` the parts that the text refers to by id."""

    body: etree._Element
    title: str | None
    parts: Mapping[str, bytes]
    targets: Mapping[str, str]
    kinds: Mapping[str, str]  # the last word of a kind of relation -> the part

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the part that the text has such a relation to (numbering, styles)."""
        name = self.kinds.get(kind)
        return None if name is None else _root(self.parts, name)


def open_package(body: bytes) -> Package:
    """Return the opened document; raises ``UnreadableDocument`` with the reason."""
    members = Members(body)
    for name in members.names:
        if name.endswith(_RELATIONS):
            members.read(name)  # python-docx parses these: refuses what is broken or brings entities
    try:
        return _package(body)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableDocument(f"the package is broken or cut short: {error}") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"a part is no XML: {error}") from error
    except (OpcError, KeyError, ValueError, NotImplementedError, AttributeError, RuntimeError) as error:
        raise UnreadableDocument(f"no Word document: {error}") from error


def _package(body: bytes) -> Package:
    untyped: Any = pkgreader.PackageReader
    opened = untyped.from_file(io.BytesIO(body))
    parts = {str(name): content for name, _, _, content in opened.iter_sparts()}
    relations = [
        _Relation(str(source), found.rId, found.reltype.rpartition("/")[2], str(found.target_partname))
        for source, found in opened.iter_srels()
        if not found.is_external
    ]
    tops = {relation.kind: relation.target for relation in relations if relation.source == _PACKAGE}
    main = tops["officeDocument"]
    own = [relation for relation in relations if relation.source == main]
    text = _root(parts, main).find(W + "body")
    if text is None:
        raise UnreadableDocument("no Word document: its main part has no text")
    core = tops.get("core-properties")
    return Package(
        text,
        (None if core is None else _root(parts, core).findtext(_TITLE)) or None,
        parts,
        {relation.id: relation.target for relation in own},
        {relation.kind: relation.target for relation in own},
    )


def _root(parts: Mapping[str, bytes], name: str) -> etree._Element:
    return parse_xml(parts[name], name.lstrip("/"))
