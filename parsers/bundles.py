"""Bundles: the members of zip, rar and 7z, in memory, within limits that nested bundles share.

Nothing is ever written to disk, and no name of a member is ever a path: it is told as a name, its folders
kept for a reader's eye. RAR and 7z need the extra ``gongkai[archives]`` and the system's libarchive.
"""

import ctypes
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, count

from parsers.bundle_names import as_name, decoded
from parsers.detect import RAR, SEVEN_ZIP, ZIP, detect
from parsers.document import UnreadableDocument
from parsers.packages import FAULTS
from parsers.report import Problem, ProblemKind

EXTRA = "gongkai[archives]"
MISSING = f"rar and 7z are not opened: that needs the extra {EXTRA} and the system's libarchive"
MOST_MEMBERS = 2_000
MOST_BYTES = 200 * 2**20  # of all members, unpacked
MOST_DEPTH = 2  # bundles in bundles; what is deeper is given as it is
MOST_RATIO = 100  # unpacked to packed, past the first MiB
_RATIO_FREE = 2**20
_CHUNK = 2**16
_UNICODE, _ENCRYPTED = 1 << 11, 1  # general purpose flags of ZIP (APPNOTE 4.4.4)
BUNDLES = frozenset({ZIP, RAR, SEVEN_ZIP})


class ExtraMissing(UnreadableDocument):
    """A bundle that only an extra can open; the message names it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a bundle. ``name`` has its folders before it, those of a nested bundle too."""

    name: str
    body: bytes


def members(body: bytes) -> Iterator[Member]:
    """Yield the files of a bundle, nested bundles opened.

    Raises ``UnreadableDocument`` when the bundle is broken, encrypted or beyond a limit, and its subclass
    ``ExtraMissing`` where an extra is needed.
    """
    yield from _opened(body, "", 1, _Budget())


@dataclass(frozen=True, slots=True)
class Opened:
    """What a bundle gave: its files under names of their own, and why there may be more than these."""

    members: tuple[Member, ...]
    trouble: str | None = None


def open_bundle(body: bytes) -> Opened:
    """Open a bundle as far as it can be opened."""
    found: list[Member] = []
    try:
        found.extend(members(body))
    except UnreadableDocument as error:
        return Opened(tuple(found), str(error))
    return Opened(tuple(found))


def problem_in(body: bytes) -> Problem:
    """Return what keeps a bundle from being read as one document: that it is one, or that it is broken."""
    try:
        count = sum(1 for _ in members(body))
    except UnreadableDocument as error:
        return problem_of(error)
    return Problem(ProblemKind.NOT_A_REPORT, f"a bundle of {count} files: each is a document by itself")


def problem_of(error: UnreadableDocument) -> Problem:
    """Return what could not be read as a problem of the bundle."""
    is_extra = isinstance(error, ExtraMissing)
    return Problem(ProblemKind.EXTRA_MISSING if is_extra else ProblemKind.UNREADABLE_DOCUMENT, str(error))


@cache
def is_here() -> bool:
    """Whether rar and 7z can be opened here."""
    try:
        import libarchive  # noqa: F401, PLC0415  # an extra
    except (ImportError, OSError, AttributeError, TypeError):  # the last three: without the system's library
        return False
    return True


class _Budget:
    """What a bundle may still use, nested ones included."""

    def __init__(self) -> None:
        self.members = MOST_MEMBERS
        self.bytes = MOST_BYTES

    def take_member(self) -> None:
        self.members -= 1
        if self.members < 0:
            raise UnreadableDocument(f"more than {MOST_MEMBERS} members in the bundle")

    def take_bytes(self, count: int) -> None:
        self.bytes -= count
        if self.bytes < 0:
            raise UnreadableDocument(f"the bundle unpacks to more than {MOST_BYTES} bytes")


def _opened(body: bytes, folder: str, depth: int, budget: _Budget) -> Iterator[Member]:
    found = _zipped(body, budget) if detect(body) == ZIP else _archived(body, budget)
    names: set[str] = set()
    for number, (path, content) in enumerate(found, 1):
        name = _name_of_its_own(as_name(path, number), names)
        names.add(name)
        member = Member(folder + name, content)
        if depth < MOST_DEPTH and detect(content) in BUNDLES:
            yield from _nested(member, depth, budget)
        else:
            yield member


def _name_of_its_own(name: str, taken: set[str]) -> str:
    """Return the name of a member: the second of one name is ``name~2``, wherever in the bundle it stands."""
    numbered = (f"{name}~{number}" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def _nested(member: Member, depth: int, budget: _Budget) -> Iterator[Member]:
    """Yield the files of a bundle in a bundle; one that cannot be opened at all comes as it is."""
    inside = _opened(member.body, f"{member.name}/", depth + 1, budget)
    try:
        first = next(inside, None)
    except UnreadableDocument:
        if budget.members < 0 or budget.bytes < 0:
            raise
        yield member
        return
    if first is not None:
        yield first
        yield from inside


def _zipped(body: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            for entry in package.infolist():
                if entry.is_dir():
                    continue
                budget.take_member()
                if entry.flag_bits & _ENCRYPTED:
                    raise UnreadableDocument("the bundle is encrypted")
                _check_ratio(entry.file_size, entry.compress_size)
                budget.take_bytes(entry.file_size)  # zipfile reads no more than the entry declares
                yield _zip_name(entry), package.read(entry)
    except FAULTS as error:
        raise UnreadableDocument(f"the bundle is broken or cut short: {error}") from error


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; without the flag of Unicode zipfile took its bytes for code page 437."""
    if entry.flag_bits & _UNICODE:
        return entry.filename
    try:
        return decoded(entry.filename.encode("cp437"))
    except UnicodeEncodeError:  # a Unicode name in an extra field, which zipfile preferred
        return entry.filename


def _archived(body: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    if not is_here():
        raise ExtraMissing(MISSING)
    import libarchive  # noqa: PLC0415  # an extra

    is_encrypted = libarchive.ffi.libarchive.archive_entry_is_encrypted
    is_encrypted.argtypes = [ctypes.c_void_p]
    unpacked = 0
    try:
        # No codec fits every name: what is no ASCII comes as bytes, unless the archive tells it in Unicode.
        with libarchive.memory_reader(body, header_codec="ascii") as archive:
            for entry in archive:
                if not entry.isfile:
                    continue
                budget.take_member()
                if is_encrypted(entry._entry_p):  # noqa: SLF001  # no public way to ask: stored bytes pass for content
                    raise UnreadableDocument("the bundle is encrypted")
                content = bytearray()
                for chunk in _chunks(entry._archive_p):  # noqa: SLF001  # see there
                    budget.take_bytes(len(chunk))
                    unpacked += len(chunk)
                    _check_ratio(unpacked, len(body))
                    content += chunk
                name = entry.pathname or ""
                yield decoded(name) if isinstance(name, bytes) else name, bytes(content)
    except libarchive.ArchiveError as error:
        raise UnreadableDocument(f"the bundle is broken or encrypted: {error.msg}") from error


def _chunks(archive: int) -> Iterator[bytes]:
    """Yield the content of the member that is read now.

    ``get_blocks`` of libarchive-c takes the number of a warning, such as a false checksum, for a length from the
    end of its buffer, and gives what stands there.
    """
    from libarchive.ffi import read_data  # noqa: PLC0415  # an extra

    buffer = ctypes.create_string_buffer(_CHUNK)
    while count := read_data(archive, buffer, _CHUNK):
        if count < 0:
            raise UnreadableDocument("a member of the bundle is damaged: its checksum is another")
        yield buffer.raw[:count]


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > _RATIO_FREE and unpacked > MOST_RATIO * max(packed, 1):
        raise UnreadableDocument(f"the bundle unpacks to more than {MOST_RATIO} times its size")
