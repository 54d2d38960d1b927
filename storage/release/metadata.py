"""datapackage.json of a release, in the words of Frictionless Data Package 1."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.backup import file_digest
from storage.release.checksums import files_of
from storage.release.facts import LICENCE_ID, LICENCE_NAME, LICENCE_URL, TITLE_EN, TITLE_ZH, Release
from storage.release.fields import ENCODING, Table
from storage.release.snapshot import ARCHIVE

DATAPACKAGE = "datapackage.json"
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".dta": "application/x-stata-dta",
    ".sqlite": "application/vnd.sqlite3",
    ".json": "application/json",
    ".md": "text/markdown",
    ".cff": "application/yaml",
}


def write_datapackage(folder: Path, release: Release) -> None:
    """Describe every file that stands in a folder by now, but for originals."""
    said = {
        "profile": "data-package",
        "name": "gongkai",
        "title": f"{TITLE_EN} {TITLE_ZH} {release.label}",
        "version": release.label,
        "created": release.as_of.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "licenses": [{"name": LICENCE_ID, "path": LICENCE_URL, "title": LICENCE_NAME}],
        "sources": [{"title": one.title, "path": one.url} for one in release.sources],
        "contributors": [{"title": "The Gongkai contributors", "role": "publisher"}],
        "resources": list(_resources(folder, release)),
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    (folder / DATAPACKAGE).write_text(text, encoding="utf-8", newline="\n")


def _resources(folder: Path, release: Release) -> Iterator[dict[str, Any]]:
    tables = {one.path: one for one in release.tables}
    for path in files_of(folder):
        if path.startswith("originals/"):
            continue
        file = folder / path
        said: dict[str, Any] = {
            "name": path.lower().replace("/", "-").replace("_", "-"),
            "path": path,
            "format": file.suffix.removeprefix(".") or "txt",
            "mediatype": media_type(path),
        }
        if file.suffix != ".parquet":  # frictionless counts no bytes of these, and would find them wrong
            said |= {"bytes": file.stat().st_size, "hash": f"sha256:{file_digest(file)}"}
        if path in tables:
            said |= {"rowCount": tables[path].row_count, "schema": _schema(tables[path].table)}
            said["title"] = f"{tables[path].table.zh} {tables[path].table.en}"
        if path in release.stata:
            said["rowCount"] = release.stata[path]
        if path == ARCHIVE:
            said["rowCount"] = release.report_count
        yield said | ({"encoding": ENCODING} if file.suffix == ".csv" else {})


def media_type(path: str) -> str:
    """Return the media type of a file of a release."""
    return _MEDIA_TYPES.get(Path(path).suffix, "text/plain")


def _schema(table: Table) -> dict[str, Any]:
    return {
        "fields": [
            {"name": field.name, "type": field.type.value, "title": field.zh, "description": field.en}
            for field in table.fields
        ]
    }
