"""Puts values into templates. Everything is escaped unless it is marked as safe where it is made."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from checks.messages import labels
from query.form_view import label_zh
from query.web import links
from storage.local_days import CHINA, day_of

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **values: Any) -> str:  # noqa: ANN401  # a template takes anything
    """Return a page. A name that the template uses and nobody gave is an error, never a blank."""
    return environment().get_template(template).render(values)


@cache
def environment() -> Environment:
    """Return where the templates are, with the words that they may use."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": day, "moment": moment, "grouped": grouped, "figure": figure, "percent": percent, "plus": plus,
    }  # fmt: skip
    made.globals |= {
        "label_zh": label_zh,
        "report_path": links.report_path,
        "cell_path": links.cell_path,
        "publisher_path": links.publisher_path,
        "portal_path": links.portal_path,
        "blob_path": links.blob_path,
        "codebook_path": links.codebook_path,
        "page_path": links.page_path,
        "error_report": links.error_report,
        "label_en": lambda key: labels().get(key, (key, key))[1],
    }
    return made


def day(value: date | datetime | None) -> str:
    """Write a day, of an instant that of Beijing; nothing for none."""
    if isinstance(value, datetime):
        value = day_of(value)
    return "" if value is None else value.isoformat()


def moment(value: datetime | None) -> str:
    """Write an instant to the minute, in the time of Beijing."""
    return "" if value is None else f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"


def grouped(value: float) -> str:
    """Write a count with its thousands apart."""
    return f"{value:,}"


def figure(value: Decimal | None) -> str:
    """Write a sum with its thousands apart and no digit that says nothing; a dash where there is none."""
    if value is None:
        return "—"
    whole, dot, rest = f"{value:,f}".partition(".")
    return f"{whole}{dot}{rest}".rstrip("0").rstrip(".") if dot else whole


def percent(value: Decimal) -> str:
    """Write a share in percent, to one digit."""
    return f"{value:.1%}"


def plus(values: Mapping[str, object], **more: object) -> dict[str, object]:
    """Return values of an address with others added or put in their place."""
    return {**values, **more}
