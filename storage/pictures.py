"""The pictures that a page shows, out of the archive, for a reader that reads pictures."""

from collections.abc import Mapping, Sequence

from storage.blobs import BlobMissing, BlobStore
from storage.reader import NO_PICTURES, Reader
from storage.versions import PartRow


def pictures_for(reader: Reader, blobs: BlobStore, parts: Sequence[PartRow]) -> Mapping[str, bytes]:
    """Return the pictures of a version by their addresses; none for a reader that does not read any.

    One that was withdrawn, or is lost, is left out: the reader tells it as unread. Raises `BlobDamaged`.
    """
    if reader.parse_with_pictures is None:
        return NO_PICTURES
    found = {}
    for part in parts:
        if part.role == "picture":
            try:
                found[part.url] = blobs.get(part.sha256)
            except BlobMissing:
                continue
    return found
