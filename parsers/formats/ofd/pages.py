"""The pages of an OFD: every document body in the package, each page over its templates."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from parsers.document import UnreadableDocument
from parsers.formats.ofd.objects import Objects
from parsers.formats.ofd.package import Package, resolve
from parsers.formats.ofd.values import POINTS, child, children, name_of, numbers
from parsers.ruled import Page

MOST_PAGES = 500
_A4 = (210.0, 297.0)  # millimetres, where nothing tells a page's size


@dataclass(frozen=True, slots=True)
class Bodies:
    """The pages of a package in order, and the title that it tells of itself."""

    pages: tuple[Page, ...]
    title: str | None


def read_bodies(package: Package) -> Bodies:
    """Read every page of a package; raises ``UnreadableDocument`` when it has no document."""
    root = package.root("OFD.xml")
    pages: list[Page] = []
    title = None
    for body in children(root, "DocBody"):
        told = child(body, "DocInfo", "Title")
        title = title or (told.text or "").strip() or None if told is not None else title
        location = child(body, "DocRoot")
        if location is None or not (location.text or "").strip():
            continue
        name = resolve("", location.text or "")
        pages += _Body(package, posixpath.dirname(name), package.root(name)).pages(len(pages))
    return Bodies(tuple(pages), title)


class _Body:
    """One document of a package: its templates, its pictures, its pages."""

    def __init__(self, package: Package, folder: str, document: _Element) -> None:
        self.package = package
        self.folder = folder
        self.document = document
        self.common = child(document, "CommonData")
        self.templates = {
            template.get("ID"): template.get("BaseLoc") or ""
            for template in (children(self.common, "TemplatePage") if self.common is not None else [])
        }
        self.media = dict(self._media())

    def pages(self, before: int) -> Iterator[Page]:
        """Yield the pages; ``before`` is how many the package had before this document."""
        listed = child(self.document, "Pages")
        entries = [] if listed is None else children(listed, "Page")
        if before + len(entries) > MOST_PAGES:
            raise UnreadableDocument(f"{before + len(entries)} pages; the limit is {MOST_PAGES}")
        for number, entry in enumerate(entries, before + 1):
            yield self._page(number, entry.get("BaseLoc") or "")

    def _page(self, number: int, location: str) -> Page:
        found = Objects(number, self._picture)
        content = self._part(location) if location else None
        if content is None:
            found.unread.append(f"page {number} is missing or broken")
        else:
            for use in children(content, "Template"):
                template = self._part(self.templates.get(use.get("TemplateID"), ""))
                if template is not None:
                    found.read(template)
            found.read(content)
        width, height = self._size(content)
        return Page(
            number, width, height, tuple(found.glyphs), tuple(found.lying), tuple(found.standing),
            tuple(found.pictures), tuple(dict.fromkeys(found.unread)),
        )  # fmt: skip

    def _part(self, location: str) -> _Element | None:
        """Return the part at a location; some writers name the folder and mean the Content.xml in it."""
        if not location:
            return None
        name = resolve(self.folder, location)
        return self.package.part(name if self.package.has(name) else f"{name}/Content.xml")

    def _size(self, content: _Element | None) -> tuple[float, float]:
        """Return a page's width and height in points."""
        for area in (child(content, "Area"), child(self.common, "PageArea")):
            box = child(area, "PhysicalBox")
            sizes = numbers(box.text) if box is not None else []
            if len(sizes) >= 4 and sizes[2] > 0 and sizes[3] > 0:
                return sizes[2] * POINTS, sizes[3] * POINTS
        return _A4[0] * POINTS, _A4[1] * POINTS

    def _media(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the member's name of every picture among the resources."""
        for kind in ("PublicRes", "DocumentRes"):
            for listed in children(self.common, kind) if self.common is not None else []:
                name = resolve(self.folder, listed.text or "")
                resources = self.package.part(name)
                if resources is None:
                    continue
                base = resolve(posixpath.dirname(name), resources.get("BaseLoc") or ".")
                for media in resources.iter():
                    file = child(media, "MediaFile")
                    if name_of(media) == "MultiMedia" and file is not None:
                        yield media.get("ID") or "", resolve(base, file.text or "")

    def _picture(self, resource: str) -> tuple[str, bytes] | None:
        name = self.media.get(resource)
        body = None if name is None else self.package.read(name)
        return None if name is None or body is None else (name, body)
