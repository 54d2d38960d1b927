"""Makes a small archive with the release that is installed, for every later release to upgrade.

Run once in the tagged code of each release: ``python -m tests.released.make``. It writes
``tests/released/<release>.zip``: the archive, its blobs, and what this release said of it.
"""

import json
import sys
import tempfile
import zipfile
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from typer.testing import CliRunner

from parsers.report import Kind
from query.cli.program import app
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import CrawlVerdict, PortalFacts
from storage.review import Decision
from storage.withdrawal import withdraw_content

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "demo" / "documents"
TEXTS = HERE.parent / "golden"
LINAN = PortalFacts("linan", "杭州市临安区人民政府", "https://www.linan.gov.cn", "330112")
GONGSHU = PortalFacts("gongshu", "杭州市拱墅区人民政府", "https://www.gongshu.gov.cn", "330105")
SPRING = datetime(2021, 3, 1, 3, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHANGHUA = "https://www.linan.gov.cn/art/2021/1/20/art_1_1.html"
JINBEI = "https://www.linan.gov.cn/art/2021/1/21/art_1_2.docx"
OFFICE = "https://www.gongshu.gov.cn/art/2021/1/22/art_2_1.docx"
QUESTIONS = {  # asked of every release, with --json
    "cells of a town": ["cells", "-p", "昌化镇", "-y", "2020"],
    "cells of an office": ["cells", "-p", "杭州市拱墅区人民政府办公室", "-y", "2020"],
    "versions": ["versions", "-p", "锦北街道", "-y", "2020"],
    "findings": ["findings"],
    "reports": ["find"],
}


def main() -> None:
    """Write the archive of this release."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Archive.open(folder / "archive.sqlite", folder, clock=_ticking()) as archive:
            _fill(archive)
            with archive.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("VACUUM")
        said = {question: _ask(folder, words) for question, words in QUESTIONS.items()}
        (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
        target = HERE / f"{version('gongkai')}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and "incoming" not in path.parts:
                    packed.write(path, path.relative_to(folder))
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


def _fill(archive: Archive) -> None:
    """Two crawls: a correction, a withdrawal, a blocked page, bytes taken out, and a decision of a person."""
    first = archive.begin_crawl(LINAN, "incremental", {"day": "1"}, "made")
    text = (TEXTS / "003_jinbei_2020" / "report.txt").read_text(encoding="utf-8")
    archive.record(
        first, _fetched(CHANGHUA, (DOCUMENTS / "000_changhua_2020.html").read_bytes(), "昌化镇", 1)
    )
    archive.record(first, _fetched(JINBEI, text.encode(), "锦北街道", 1))
    archive.finish_crawl(first, CrawlVerdict.COMPLETE, counts={"fetched": 2})
    second = archive.begin_crawl(LINAN, "incremental", {"day": "2"}, "made")
    corrected = text.replace("2020", "2020 ", 1).replace("信息公开", "资讯公开", 1)
    assert corrected != text
    archive.record(second, _fetched(JINBEI, corrected.encode(), "锦北街道", 2))
    archive.record(second, _capture(CHANGHUA, CaptureVerdict.GONE, 404, None, unit="昌化镇", day=2))
    archive.finish_crawl(second, CrawlVerdict.PARTIAL, ["one page is gone"])
    other = archive.begin_crawl(GONGSHU, "incremental", {}, "made")
    office = (DOCUMENTS / "004_gongshu_office_2020.docx").read_bytes()
    archive.record(other, _fetched(OFFICE, office, "区政府办公室", 1))
    archive.record(
        other, _capture(f"{OFFICE}x", CaptureVerdict.BLOCKED, 521, b"challenge", unit="某局", day=1)
    )
    archive.finish_crawl(other, CrawlVerdict.BLOCKED)
    with archive.engine.connect() as connection:
        asked = "SELECT r.publisher_id, r.year, f.check_id, f.member FROM findings f JOIN report r USING (publisher_id, year) ORDER BY 1, 2, 3, 4"
        publisher, year, check, member = connection.exec_driver_sql(asked).all()[0]
    archive.review(publisher, year, check, member, decision=Decision.CONFIRMED, note="seen in the original")
    withdraw_content(archive.engine, archive.blobs, archive.blobs.put(b"challenge"), "an order", now=SPRING)


def _fetched(url: str, body: bytes, unit: str, day: int) -> Capture:
    return _capture(url, CaptureVerdict.FETCHED, 200, body, unit=unit, day=day)


def _capture(
    url: str, verdict: CaptureVerdict, status: int, body: bytes | None, *, unit: str, day: int
) -> Capture:
    facts = PublicationFacts(
        kind=Kind.REPORT, title=f"{unit}2020年政府信息公开工作年度报告", unit=unit, year=2020
    )
    media_type = {".docx": WORD, ".html": "text/html"}.get(url[-5:], "text/plain")
    return Capture(
        url=url,
        role=CaptureRole.PUBLICATION,
        verdict=verdict,
        captured_at=SPRING + timedelta(days=day),
        status=status,
        headers=(("Content-Type", f"{media_type}; charset=utf-8"),),
        body=body,
        publication=facts,
    )


def _ticking():
    seconds = iter(range(10_000_000))
    return lambda: SPRING + timedelta(days=9, seconds=next(seconds))


def _ask(folder: Path, words: list[str]) -> object:
    asked = CliRunner().invoke(app, [*words, "--json", "--archive", str(folder / "archive.sqlite")])
    assert asked.exit_code == 0, asked.output
    return json.loads(asked.stdout)


if __name__ == "__main__":
    main()
