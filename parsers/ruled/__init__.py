"""One engine for every fixed layout: ruled lines and glyphs in, blocks with merged cells out.

It knows neither PDF nor OFD nor pictures; all lengths are points, the origin is the top left corner.
"""

from parsers.ruled.layout import Layout, read_pages
from parsers.ruled.shapes import Glyph, Page, PictureAt, Rule

__all__ = ["Glyph", "Layout", "Page", "PictureAt", "Rule", "read_pages"]
