"""Proves a release: the digests of its files, the rows of its tables, and that all formats say the same of every cell."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from storage.backup import file_digest
from storage.release.agreement import disagreements
from storage.release.checksums import SUMS, files_of, read_sums
from storage.release.fields import ENCODING
from storage.release.listed_agreement import row_disagreements
from storage.release.metadata import DATAPACKAGE
from storage.release.originals import original_paths

Progress = Callable[[int, int], None]


def verify_release(folder: Path, progress: Progress = lambda _done, _of: None) -> Iterator[str]:
    """Yield everything that is wrong with a release, a line each."""
    try:
        sums = read_sums(folder)
        package: dict[str, Any] = json.loads((folder / DATAPACKAGE).read_text(encoding="utf-8"))
        resources: list[dict[str, Any]] = package["resources"]
    except (OSError, ValueError, KeyError, TypeError) as failure:
        yield f"{folder} is no release that can be read: {failure}"
        return
    yield from _digests(folder, sums, progress)
    for resource in resources:
        yield from _resource(folder, resource, sums)
    yield from disagreements(folder)
    yield from row_disagreements(folder)
    yield from _originals(folder)


def _digests(folder: Path, sums: Mapping[str, str], progress: Progress) -> Iterator[str]:
    there = set(files_of(folder))
    for done, (path, digest) in enumerate(sums.items(), 1):
        if path not in there:
            yield f"{path} is missing"
        elif file_digest(folder / path) != digest:
            yield f"{path} is not what {SUMS} says"
        progress(done, len(sums))
    for path in sorted(there - set(sums)):
        yield f"{path} is in no line of {SUMS}"
    for place in sorted(path for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir())):
        yield f"{place.relative_to(folder).as_posix()} is an empty folder: no release has one"


def _resource(folder: Path, resource: Mapping[str, Any], sums: Mapping[str, str]) -> Iterator[str]:
    """Compare a file with what datapackage.json says of it."""
    path = str(resource["path"])
    if not (folder / path).is_file():
        yield f"{path} is in {DATAPACKAGE} and not in the release"
        return
    if "hash" in resource and f"sha256:{sums.get(path)}" != resource["hash"]:
        yield f"{path} has another digest in {SUMS} than in {DATAPACKAGE}"
    if "rowCount" not in resource:
        return
    try:
        columns, count = _READERS[Path(path).suffix](folder / path)
    except (
        OSError,
        ValueError,
        sqlite3.Error,
        csv.Error,
        pa.ArrowException,
        pyreadstat.ReadstatError,
    ) as failure:
        yield f"{path} cannot be read: {failure}"
        return
    if count != resource["rowCount"]:
        yield f"{path} has {count} rows, not {resource['rowCount']}"
    fields = [field["name"] for field in resource.get("schema", {}).get("fields", ())]
    if fields and columns != fields:
        yield f"{path} has other columns than {DATAPACKAGE} says"


def _csv(path: Path) -> tuple[list[str], int]:
    with path.open(encoding=ENCODING, newline="") as file:
        lines = csv.reader(file, strict=True)
        header = next(lines)
        count = 0
        for line in lines:
            if len(line) != len(header):
                message = f"line {lines.line_num} has {len(line)} values, not {len(header)}"
                raise ValueError(message)
            count += 1
    return header, count


def _parquet(path: Path) -> tuple[list[str], int]:
    with pq.ParquetFile(path) as file:
        count = sum(batch.num_rows for batch in file.iter_batches())  # reads every page, not only the footer
        return file.schema_arrow.names, count


def _dta(path: Path) -> tuple[list[str], int]:
    frame, _ = pyreadstat.read_dta(str(path))
    return list(frame.columns), len(frame)


def _sqlite(path: Path) -> tuple[list[str], int]:
    with closing(_open(path)) as connection:
        ((said,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
        if said != "ok":
            raise ValueError(said)
        return [], connection.execute("SELECT count(*) FROM shown_reports").fetchone()[0]


_READERS: Mapping[str, Callable[[Path], tuple[list[str], int]]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".dta": _dta,
    ".sqlite": _sqlite,
}


def _originals(folder: Path) -> Iterator[str]:
    for path in original_paths(folder):
        if file_digest(path) != path.name:
            yield f"{path.relative_to(folder).as_posix()} is not the file of its name"


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
