"""Which objects of a database Alembic looks at."""

from sqlalchemy.sql.schema import SchemaItem

DERIVED_PREFIXES = ("section_fts",)  # the search index and the tables that SQLite keeps for it


def is_ours(
    _item: SchemaItem,
    name: str | None,
    type_: str,
    _reflected: bool,  # noqa: FBT001  # Alembic calls it so
    _compare_to: SchemaItem | None,
) -> bool:
    """Leave out what is derived from the tables and made by other means."""
    return not (type_ == "table" and name is not None and name.startswith(DERIVED_PREFIXES))
