"""Compound files (OLE2, [MS-CFB]): their streams within limits. Word, Excel and PowerPoint before 2007.

olefile bounds a chain of sectors by the size of the file, but believes the counts of the header and
recurses over the directory: both are checked or caught here.
"""

import io
import struct

import olefile

from parsers.document import UnreadableDocument

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 100 * 2**20
_SECTOR_SHIFTS = (9, 12)
_HEADER = struct.Struct("<H12xI")  # sector shift at 30; the number of FAT sectors at 44
_CHAINS = struct.Struct("<I4xI")  # number of mini FAT sectors at 64, of DIFAT sectors at 72
# What olefile raises for files that are broken: it checks much of a file, not all of it.
_FAULTS = (OSError, struct.error, ValueError, LookupError, TypeError, AttributeError, RuntimeError,
           OverflowError, MemoryError)  # fmt: skip


class Compound:
    """An opened compound file; only streams of its root are read, by name."""

    def __init__(self, body: bytes) -> None:
        _check_header(body)
        self._size = len(body)
        try:
            self._file = olefile.OleFileIO(io.BytesIO(body))
            self.names = frozenset(path[0] for path in self._file.listdir() if len(path) == 1)
        except _FAULTS as error:
            raise UnreadableDocument(f"the compound file is broken or cut short: {error}") from error

    def stream(self, name: str) -> bytes:
        """Return a stream of the root; raises ``UnreadableDocument`` when it is cut short."""
        try:
            declared = self._file.get_size(name)
            if declared > self._size:
                raise UnreadableDocument(f"the stream {name} is longer than its file: it is cut short")
            found: bytes = self._file.openstream(name).read()
        except _FAULTS as error:
            raise UnreadableDocument(f"the stream {name} is broken or cut short: {error}") from error
        if len(found) < declared:
            raise UnreadableDocument(f"the stream {name} is cut short: {len(found)} of {declared} bytes")
        return found

    def optional_stream(self, name: str) -> bytes:
        """Return a stream of the root, b"" when the file has none of that name."""
        return self.stream(name) if name in self.names else b""


def root_names(body: bytes) -> frozenset[str]:
    """Return the names of the root's streams, none for a file that does not open."""
    try:
        return Compound(body).names
    except UnreadableDocument:
        return frozenset()


def _check_header(body: bytes) -> None:
    """Refuse counts that no file of this size has: olefile would follow them for hours."""
    if not body.startswith(MAGIC) or len(body) < 512:
        raise UnreadableDocument("the compound file is cut short: it has no header")
    if len(body) > MOST_BYTES:
        raise UnreadableDocument(f"the compound file has {len(body)} bytes; the limit is {MOST_BYTES}")
    shift, fat_sectors = _HEADER.unpack_from(body, 30)
    mini_sectors, difat_sectors = _CHAINS.unpack_from(body, 64)
    if shift not in _SECTOR_SHIFTS:
        raise UnreadableDocument(f"the compound file has sectors of 2^{shift} bytes")
    sectors = (len(body) >> shift) + 1
    if max(fat_sectors, mini_sectors, difat_sectors) > sectors:
        raise UnreadableDocument("the compound file is broken or cut short: more tables than sectors")
