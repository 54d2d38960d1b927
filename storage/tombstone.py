"""What stands where bytes were withdrawn: a small file that says when and why."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

BEGINNING = b'{"gongkai": "withdrawn content"'
MAX_BYTES = 64 * 1024  # a longer file is content


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The bytes that were withdrawn, when and why."""

    sha256: str
    withdrawn_at: datetime
    reason: str

    def __str__(self) -> str:
        return f"withdrawn on {self.withdrawn_at.astimezone(UTC):%Y-%m-%d}: {self.reason}"

    def to_bytes(self) -> bytes:
        """Return the file that takes the place of the bytes."""
        said = {
            "gongkai": "withdrawn content",
            "sha256": self.sha256,
            "withdrawn_at": self.withdrawn_at.astimezone(UTC).isoformat(),
            "reason": self.reason,
        }
        return (json.dumps(said, ensure_ascii=False) + "\n").encode()


def read_tombstone(body: bytes) -> Tombstone | None:
    """Return the tombstone that a file is, None where it is anything else."""
    if not body.startswith(BEGINNING) or len(body) > MAX_BYTES:
        return None
    try:
        said = json.loads(body)
        withdrawn_at = datetime.fromisoformat(said["withdrawn_at"])
        return Tombstone(str(said["sha256"]), withdrawn_at, str(said["reason"]))
    except (ValueError, KeyError, TypeError):
        return None
