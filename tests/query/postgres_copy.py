"""The same archive in the other database."""

from storage.copying import copy_archive
from storage.database import open_engine


def copied_to(server, path):
    """Copy an SQLite archive into a new database of a test server; return its address."""
    url = server.new_database()
    old, new = open_engine(path, is_read_only=True), open_engine(url)
    copy_archive(old, new)
    old.dispose()
    new.dispose()
    return url
