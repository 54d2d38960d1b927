"""What a check says: an outcome, also when it passes or cannot be assessed."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """What a check found on one report (or one member of it)."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ASSESSABLE = "not_assessable"  # data missing, a picture, or other reports needed
    NOT_APPLICABLE = "not_applicable"  # the rule does not concern this form, publisher or document


class Severity(StrEnum):
    """How grave a failed outcome is.

    ``doubtful``: a contradiction only if scope and period are the same, or one that a blank
    operand could explain.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One verdict of one check on one report, with both sides of what it compared.

    ``member`` is the part of the report that a family of checks looks at (a column, a row), None
    when the check looks at the whole. ``assumed_zero`` says that a blank, slash or dash was read
    as 0. ``cells`` are the keys that the verdict rests on, ``quotes`` the printed words.
    """

    check: str
    verdict: Verdict
    severity: Severity
    member: str | None = None
    left: Decimal | str | None = None
    right: Decimal | str | None = None
    assumed_zero: bool = False
    cells: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    message_zh: str = ""
    message_en: str = ""
