"""Where commands are run whose memory is measured: archives of made-up reports, and portals of a made-up country."""

import hashlib
import shutil
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.ingest import postgres
from benchmarks.made_archive import make_archive
from benchmarks.memory_commands import CRAWLS, Long, Setting
from demo.country import open_country, portal_file
from demo.province import Province
from storage.archive import Archive
from storage.blobs import name_of

ARCHIVE = "archive.sqlite"
AGAIN = 50  # of so many made-up reports one has a second version


class Settings:
    """Makes each setting when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._countries: dict[int, Province] = {}
        self._databases: dict[int, str] = {}

    def of(self, command: Long, size: int) -> Setting:
        """Return where a command is to be run over so many reports or addresses."""
        is_crawl = command in CRAWLS
        at = self._portal(size) if is_crawl else self._reports(size)
        if command.is_on_postgres:
            at = self._on_postgres(command, at, size)
        if command.is_in_other_place:
            other = at.folder / f"other-{command.name.split()[0].strip(',')}"
            shutil.rmtree(other, ignore_errors=True)
            other.mkdir()
            if is_crawl:
                shutil.copytree(at.folder / "portals", other / "portals")
            at = Setting(str(other / ARCHIVE), other, portal=at.portal, origin=at.origin)
        return at

    def _reports(self, count: int) -> Setting:
        folder = self._folder / f"reports-{count}"
        if not (folder / "made").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            with Archive.open(folder / ARCHIVE, folder) as archive:
                make_archive(archive.engine, count, lambda _said: None)
            _write_blobs(folder / "blobs", count + count // AGAIN)
            (folder / "made").touch()
        return Setting(str(folder / ARCHIVE), folder)

    def _on_postgres(self, command: Long, at: Setting, size: int) -> Setting:
        if not self._databases:
            self._new_database = self._stack.enter_context(postgres(None))
        if size not in self._databases:
            self._databases[size] = self._new_database()
        url = self._databases[size]
        return Setting(at.archive if command.name.startswith("copy") else url, at.folder, other=url)

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


def _write_blobs(root: Path, count: int) -> None:
    """Write the bytes of made-up versions: those whose digests their rows name, the number of each."""
    for number in range(1, count + 1):
        body = str(number).encode()
        path = root / name_of(hashlib.sha256(body).hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
