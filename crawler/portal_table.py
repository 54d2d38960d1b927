"""The table of a portal file's keys, made from the model, so that docs/portals.md cannot fall behind."""

from types import UnionType
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from crawler.portal import Portal

HEADER = ("| key | type | default | meaning |", "|---|---|---|---|")


def render_table() -> str:
    """Return the keys of a portal file as a Markdown table, nested tables with dotted names."""
    return "\n".join((*HEADER, *_rows(Portal, ""))) + "\n"


def _rows(model: type[BaseModel], prefix: str) -> list[str]:
    rows: list[str] = []
    for name, field in model.model_fields.items():
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("in_file") is False:
            continue
        nested = _nested(field.annotation)
        if nested is None:
            rows.append(_row(f"{prefix}{name}", field))
            continue
        many = get_origin(field.annotation) is tuple
        rows += _rows(nested, f"{prefix}[[{name}]] " if many else f"{prefix}[{name}] ")
    return rows


def _row(key: str, field: FieldInfo) -> str:
    default = "required" if field.is_required() else f"`{_spell_default(field)}`"
    meaning = (field.description or "").replace("|", "\\|")
    return f"| `{key}` | {_spell_type(field.annotation)} | {default} | {meaning} |"


def _spell_default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nested(annotation: object) -> type[BaseModel] | None:
    candidates = (annotation, *get_args(annotation))
    return next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), None)


def _spell_type(annotation: object) -> str:
    plain = {str: "text", bool: "true or false", int: "whole number", float: "number"}
    if annotation in plain:
        return plain[annotation]
    arguments = [argument for argument in get_args(annotation) if argument not in {type(None), Ellipsis}]
    origin = get_origin(annotation)
    if origin is tuple:
        return f"list of {_spell_type(arguments[0])}"
    if origin is dict:
        return "table of text"
    if origin is UnionType or str(origin) == "typing.Union":
        return _spell_type(arguments[0])
    if arguments:
        return " or ".join(f'"{argument}"' for argument in arguments)
    members = getattr(annotation, "__members__", {})
    return " or ".join(f'"{member.value}"' for member in members.values()) or str(annotation)
