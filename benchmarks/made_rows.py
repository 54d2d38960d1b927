"""Made-up reports, table by table: the same rows for the same count, every time.

A report has 200 cells (one of twenty is no zero), six sections of 200 characters, five findings, one publication with one
version (of every fiftieth two), three selections. Packed documents are those of a few golden reports, over and over: they
are read as often as real ones, and say nothing that would fit the rows. Lean ones go without the checks that passed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Table

from parsers.report import ParseHints
from storage.models import (
    blob,
    capture,
    observation,
    outcome,
    parse_run,
    publication,
    report,
    result,
    section,
    selection,
    version,
    version_part,
)  # fmt: skip
from storage.reader import house_reader
from storage.release.names import known_keys
from storage.result_document import seal, unpack

YEARS = range(2015, 2025)  # ten reports of every publisher
CELLS, SECTIONS, SECTION_LENGTH, FINDINGS = 200, 6, 200, 5
MOST_ASKED = "requests.new@total"
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
GOLDEN = Path(__file__).parent.parent / "tests" / "golden"
RARE, FREQUENT = "听证", "公开"  # of one section in two hundred, of nearly every one
CLAUSES = (
    "依法公开政府信息", "共收到依申请公开件{}件", "均已按期答复", "因政府信息公开申请行政复议{}件", "提起行政诉讼{}件",
    "加强组织领导", "完善工作制度", "推进政务公开标准化规范化建设", "主动公开规范性文件{}件", "强化监督考核",
    "政府网站更新信息{}条", "开展业务培训{}次", "解读政策文件{}篇", "回应社会关切", "存在的主要问题是公开内容不够全面",
    "下一步将提高工作人员业务水平", "不断拓宽公开渠道", "切实保障公众知情权", "无其他需要报告的事项",
)  # fmt: skip
Row = dict[str, Any]
DIGEST = "0" * 64


def key_of(cell_id: int) -> str:
    """Return the key of a cell, of the forms in use: the first is what people ask for most."""
    return _keys()[cell_id - 1]


@cache
def _keys() -> tuple[str, ...]:
    rest = [key for key in known_keys() if key != MOST_ASKED]
    return MOST_ASKED, *rest[-(CELLS - 1) :]


def division_of(number: int) -> str:
    """Return the code of a town: 31 provinces, ten cities in each, ten counties in each of these."""
    return (
        f"{11 + number % 31 * 2}{number // 31 % 10 + 1:02}{number // 310 % 10 + 1:02}{number // 3100 + 1:03}"
    )


def packed_documents(*, is_lean: bool) -> list[bytes]:
    """Return what was read of the golden reports, as results keep it."""
    read = house_reader()
    bodies = [path.read_bytes() for path in sorted(GOLDEN.glob("*/report.txt"))]
    packed = [read.read(body, "text/plain", ParseHints(), file="bench").packed for body in bodies]
    return [_without_passed(one) for one in packed] if is_lean else packed


def _without_passed(packed: bytes) -> bytes:
    document: dict[str, Any] = {**unpack(packed)}
    failed = [outcome for outcome in document["outcomes"] if outcome["verdict"] != "passed"]
    return seal({**document, "outcomes": failed})[1]


def seen_versions(numbers: range, count: int) -> list[tuple[int, int, int]]:
    """Return the versions of some reports: id, number of the report, number of the version."""
    again = [number for number in numbers if number % 50 == 0]
    return [(number, number, 1) for number in numbers] + [
        (count + number // 50, number, 2) for number in again
    ]


def tables(
    numbers: range, seen: Sequence[tuple[int, int, int]], documents: Sequence[bytes]
) -> Iterator[tuple[Table, list[Row]]]:
    """Yield the rows of some reports, table by table, in an order in which every row finds what it names."""
    yield report, [_report(number) for number in numbers]
    yield publication, [_publication(number) for number in numbers]
    yield blob, [_blob(one) for one, _, _ in seen]
    yield version, [_version(*one) for one in seen]
    yield version_part, [_part(one, number) for one, number, _ in seen]
    yield capture, [_capture(*one) for one in seen]
    yield observation, [_observation(*one) for one in seen]
    yield result, [_result(one, number, documents) for one, number, _ in seen]
    yield parse_run, [_run(one) for one, _, _ in seen]
    yield selection, [row for number in numbers for row in _selections(number)]
    yield outcome, [row for one, _, _ in seen for row in _outcomes(one)]
    yield section, [row for one, _, _ in seen for row in _sections(one)]


def _report(number: int) -> Row:
    owner, year = divmod(number - 1, len(YEARS))
    return {"id": number, "publisher_id": f"bench-{owner + 1}", "year": YEARS[year], "result_id": number}


def _publication(number: int) -> Row:
    year = _report(number)["year"]
    return {
        "id": number, "portal_id": "bench", "url": url_of(number), "url_key": url_of(number)[8:], "kind": "report",
        "title": f"{year}年政府信息公开工作年度报告", "report_id": number, "recorded_at": BEGAN, "hints_digest": DIGEST,
        "published_on": date(year + 1, 1, 1) + timedelta(days=number % 100),
    }  # fmt: skip


def url_of(number: int) -> str:
    """Return the address of a report."""
    return f"https://www.example.org/art/{number}.html"


def _blob(one: int) -> Row:
    return {"sha256": _sha256(one), "byte_count": 40_000, "media_type": "text/html", "recorded_at": BEGAN}


def _version(one: int, number: int, seq: int) -> Row:
    at = BEGAN + timedelta(days=seq)
    return {
        "id": one, "publication_id": number, "seq": seq, "digest": _sha256(-one), "normaliser": "bench",
        "recorded_at": at,
    }  # fmt: skip


def _part(one: int, number: int) -> Row:
    return {"version_id": one, "ordinal": 0, "role": "main", "url": url_of(number), "sha256": _sha256(one)}


def _capture(one: int, number: int, seq: int) -> Row:
    at = BEGAN + timedelta(days=seq)
    return {
        "id": one, "crawl_id": seq, "publication_id": number, "url": url_of(number), "url_key": url_of(number)[8:],
        "role": "publication", "verdict": "fetched", "status": 200, "headers": [], "sha256": _sha256(one),
        "captured_at": at, "recorded_at": at,
    }  # fmt: skip


def _observation(one: int, number: int, seq: int) -> Row:
    at = BEGAN + timedelta(days=seq)
    return {
        "publication_id": number, "crawl_id": seq, "capture_id": one, "version_id": one, "verdict": "fetched",
        "observed_at": at, "recorded_at": at,
    }  # fmt: skip


def _result(one: int, number: int, documents: Sequence[bytes]) -> Row:
    told = _report(number)
    return {
        "id": one, "version_id": one, "digest": _sha256(one), "media_type": "text/html", "form": "2021",
        "kind": "report", "title": "政府信息公开工作年度报告", "publisher_id": told["publisher_id"], "year": told["year"],
        "cell_count": CELLS, "readable_cell_count": CELLS, "problem_count": 0, "finding_count": FINDINGS,
        "document": documents[one % len(documents)], "recorded_at": BEGAN,
    }  # fmt: skip


def _run(one: int) -> Row:
    return {
        "version_id": one, "parser_id": 1, "hints_digest": DIGEST, "hints": {}, "result_id": one, "is_fault": False,
        "recorded_at": BEGAN,
    }  # fmt: skip


def _selections(number: int) -> Iterator[Row]:
    """Shown, gone, shown again: on the first, the eleventh and the twenty-first day."""
    for seq, result_id in enumerate((number, None, number), 1):
        at = BEGAN + timedelta(days=10 * (seq - 1))
        yield {"report_id": number, "seq": seq, "result_id": result_id, "reason": "bench", "recorded_at": at}


def _outcomes(one: int) -> Iterator[Row]:
    for ordinal in range(FINDINGS):
        yield {
            "result_id": one, "ordinal": ordinal, "check_id": f"R{(one + ordinal) % 14 + 1:02}", "member": "bench",
            "verdict": "failed", "severity": "error", "left_value": "1", "right_value": "2", "is_assumed_zero": False,
            "cell_keys": [key_of(1)], "quotes": [],
        }  # fmt: skip


def _sections(one: int) -> Iterator[Row]:
    texts = _texts()
    for ordinal in range(SECTIONS):
        number = (one - 1) * SECTIONS + ordinal
        yield {
            "id": number + 1, "result_id": one, "ordinal": ordinal, "key": f"part_{ordinal}",
            "heading": f"第{ordinal + 1}部分", "text": texts[number * 7919 % len(texts)],
        }  # fmt: skip


@cache
def _texts() -> list[str]:
    """Make the narratives that sections take turns with."""
    chance = Random(2007)  # noqa: S311
    texts = []
    for number in range(1000):
        clauses = [RARE] if number % 200 == 0 else []
        while sum(map(len, clauses)) < SECTION_LENGTH:
            clauses.append(chance.choice(CLAUSES).format(chance.randrange(200)))
        texts.append("，".join(clauses) + "。")
    return texts


def cells(one: int) -> Iterator[tuple[object, ...]]:
    """Yield the cells of one version: result, cell, number, text, mark, certainty."""
    for cell_id, number in enumerate(_figures()[one % 100], 1):
        figure = one % 300 + 1 if cell_id == 1 else number
        yield one, cell_id, figure, str(figure), "number", "sure"


@cache
def _figures() -> list[list[int]]:
    chance = Random(2019)  # noqa: S311
    return [
        [chance.randrange(1, 300) if chance.random() < 0.05 else 0 for _ in range(CELLS)] for _ in range(100)
    ]


def _sha256(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()
