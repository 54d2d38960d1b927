"""Where commands are run whose memory is measured: made-up archives, of rows or of documents, and portals."""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.ingest import PORTAL, SEED, captures, postgres, unsynced
from benchmarks.made_archive import make_archive
from benchmarks.memory_commands import Long, Over, Postgres, Setting
from demo.corpus import Corpus
from demo.country import open_country, portal_file
from demo.province import Province
from parsers.report import ParsedReport
from storage.archive import Archive
from storage.blobs import name_of
from storage.copying import copy_archive
from storage.database import open_engine
from storage.reader import Reader, house_reader

ARCHIVE = "archive.sqlite"
AGAIN = 50  # of so many made-up reports one has a second version
UNSEEN = 10  # cells of each report that the older parser leaves out


class Settings:
    """Makes each setting when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._countries: dict[int, Province] = {}
        self._databases: dict[Path, str] = {}

    def of(self, command: Long, size: int) -> Setting:
        """Return where a command is to be run over so many reports or addresses."""
        at = {Over.REPORTS: self._reports, Over.DOCUMENTS: self._documents, Over.PORTAL: self._portal}[
            command.over
        ](size)
        if command.is_in_other_place:
            other = _emptied(at.folder / f"other-{command.name.split()[0].strip(',')}")
            if command.over is Over.PORTAL:
                shutil.copytree(at.folder / "portals", other / "portals")
            at = replace(at, archive=str(other / ARCHIVE), folder=other)
        match command.postgres:
            case Postgres.EMPTY:
                return replace(at, empty=self._new_database())
            case Postgres.FULL:
                return replace(at, archive=self._copied(at, is_written=command.over is Over.DOCUMENTS))
        return at

    def _reports(self, count: int) -> Setting:
        folder = self._folder / f"reports-{count}"
        if not (folder / "made").is_file():
            with Archive.open(_emptied(folder) / ARCHIVE, folder) as archive:
                make_archive(archive.engine, count, lambda _said: None)
            _write_blobs(folder / "blobs", count + count // AGAIN)
            (folder / "made").touch()
        return Setting(str(folder / ARCHIVE), folder)

    def _documents(self, count: int) -> Setting:
        """Return a new copy of an archive whose crawl was stopped before its reports were compared."""
        folder = self._folder / f"documents-{count}"
        if not (folder / "made").is_file():
            with (
                Archive.open(_emptied(folder) / ARCHIVE, folder, reader=_older_reader()) as archive,
                unsynced(archive, is_durable=False),
            ):
                crawl = archive.begin_crawl(PORTAL, "bench", {}, "0")
                for capture in captures(list(Corpus(SEED).reports(count)), "html"):
                    archive.record(crawl, capture)
            (folder / "made").touch()
        copy = _emptied(self._folder / "documents")
        shutil.copytree(folder / "blobs", copy / "blobs", copy_function=os.link)
        shutil.copyfile(folder / ARCHIVE, copy / ARCHIVE)
        return Setting(str(copy / ARCHIVE), copy)

    def _copied(self, at: Setting, *, is_written: bool) -> str:
        """Return a Postgres database with the archive in it: one that was not used, where commands write to it."""
        if is_written or at.folder not in self._databases:
            self._databases[at.folder] = self._new_database()
            source, target = open_engine(at.archive), open_engine(self._databases[at.folder])
            copy_archive(source, target)
            source.dispose()
            target.dispose()
        return self._databases[at.folder]

    @cached_property
    def _new_database(self) -> Callable[[], str]:
        return self._stack.enter_context(postgres(None))

    def _portal(self, articles: int) -> Setting:
        folder = self._folder / f"portal-{articles}"
        if articles not in self._countries:
            country = open_country(1, articles, patience=0.0)
            self._countries[articles] = self._stack.enter_context(country)
            (folder / "portals").mkdir(parents=True, exist_ok=True)
        country = self._countries[articles]
        (name,) = country.portals
        (folder / "portals" / f"{name}.toml").write_text(portal_file(country, name), encoding="utf-8")
        return Setting(str(folder / ARCHIVE), folder, portal=name, origin=country.origin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _older_reader() -> Reader:
    """Return parsers that leave out the first cells of every report: so each reads differently now."""
    house = house_reader()
    return replace(
        house,
        release="0.0",
        fingerprint="older",
        parse=lambda body, media_type, hints: _without_first(house.parse(body, media_type, hints)),
    )


def _without_first(report: ParsedReport) -> ParsedReport:
    return replace(report, cells=report.cells[UNSEEN:])


def _write_blobs(root: Path, count: int) -> None:
    """Write the bytes of made-up versions: those whose digests their rows name, the number of each."""
    for number in range(1, count + 1):
        body = str(number).encode()
        path = root / name_of(hashlib.sha256(body).hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
