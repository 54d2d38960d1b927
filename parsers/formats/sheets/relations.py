"""What the parts of an ``.xlsx`` refer to: sheets in the order of the workbook, pictures on a sheet."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from parsers.packages import Members

_MOST_PICTURES = 200


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture that lies on a sheet; ``row`` is the one under its upper edge, from 0."""

    row: int
    source: str
    body: bytes | None  # None for a kind that is not read


def sheet_parts(members: Members) -> list[str]:
    """Return the parts of the sheets in the order of the workbook, "" for a sheet without one."""
    relations = _relations(members, "xl/workbook.xml")
    sheets = members.xml("xl/workbook.xml").iter("{*}sheet")
    return [relations.get(_relation_id(sheet, "id"), "") for sheet in sheets]


def pictures_of(members: Members, part: str) -> Iterator[SheetPicture]:
    """Yield the pictures on a sheet from its top, where its part refers to a drawing."""
    for drawing in _relations(members, part).values():
        if not drawing.startswith("xl/drawings/") or drawing not in members.names:
            continue
        if not drawing.endswith(".xml"):
            continue  # the old drawings of comments
        sources = _relations(members, drawing)
        found = []
        for anchor in members.xml(drawing):
            row = anchor.findtext("{*}from/{*}row") or "0"
            for blip in anchor.iter("{*}blip"):
                source = sources.get(_relation_id(blip, "embed"), "")
                if source in members.names:
                    found.append((int(row) if row.isdecimal() and len(row) < 8 else 0, source))
        for at, source in sorted(found)[:_MOST_PICTURES]:
            yield SheetPicture(at, source, members.read(source))


def _relations(members: Members, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in members.names:
        return {}
    return {
        relation.get("Id", ""): posixpath.normpath(
            posixpath.join("/", folder, relation.get("Target", ""))
        ).lstrip("/")
        for relation in members.xml(relations).iter("{*}Relationship")
        if relation.get("TargetMode") != "External"
    }


def _relation_id(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}" + name)), "")
