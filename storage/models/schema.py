"""The one collection of tables, with names for every constraint."""

from sqlalchemy import MetaData

from storage.columns import NAMING

metadata = MetaData(naming_convention=NAMING)
