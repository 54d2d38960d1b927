"""What an inspection of an archive says: what is missing or damaged, and what is only worth knowing."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What may be found. Those of `NOTES` are no damage."""

    DATABASE_DAMAGED = "database_damaged"
    REFERENCE_BROKEN = "reference_broken"
    VERSION_WITHOUT_BLOB = "version_without_blob"
    SELECTION_NOT_SHOWN = "selection_not_shown"
    RESULT_DAMAGED = "result_damaged"
    INDEX_INCOMPLETE = "index_incomplete"
    BLOB_MISSING = "blob_missing"
    BLOB_DAMAGED = "blob_damaged"
    WITHDRAWAL_UNFINISHED = "withdrawal_unfinished"
    WITHDRAWAL_UNRECORDED = "withdrawal_unrecorded"
    WITHDRAWN = "withdrawn"
    BLOB_WITHOUT_ROW = "blob_without_row"
    LEFTOVER = "leftover"
    EVIDENCE_DAMAGED = "evidence_damaged"
    EVIDENCE_ABSENT = "evidence_absent"


# Bytes come before their row, so that a killed crawl leaves a blob without a row, or a leftover; and files of
# evidence may be moved to cold storage.
NOTES = frozenset({Trouble.WITHDRAWN, Trouble.BLOB_WITHOUT_ROW, Trouble.LEFTOVER, Trouble.EVIDENCE_ABSENT})


@dataclass(frozen=True, slots=True)
class Inspected:
    """One thing found: what it is, which row or file, and what to know of it."""

    trouble: Trouble
    name: str
    detail: str = ""

    @property
    def is_damage(self) -> bool:
        """Whether something is missing or damaged."""
        return self.trouble not in NOTES
