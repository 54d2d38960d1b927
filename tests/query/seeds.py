"""An archive of the five seed reports, recorded as a crawler would record them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from parsers.report import Kind
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import CrawlVerdict, PortalFacts

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir())
CHANGHUA, WANGDIAN, LUZHU, JINBEI, GONGSHU = CASES
FIRST, SECOND = datetime(2026, 1, 10, 4, tzinfo=UTC), datetime(2026, 3, 10, 4, tzinfo=UTC)
PORTALS = {
    "linan": (PortalFacts("linan", "杭州·临安", "https://www.linan.gov.cn", "330112"), (CHANGHUA, JINBEI)),
    "xiuzhou": (PortalFacts("xiuzhou", "嘉兴秀洲", "https://www.xiuzhou.gov.cn", "330411"), (WANGDIAN,)),
    "fuyang": (PortalFacts("fuyang", "杭州富阳", "https://www.fuyang.gov.cn", "330111"), (LUZHU,)),
    "gongshu": (PortalFacts("gongshu", "杭州拱墅", "https://www.gongshu.gov.cn", "330105"), (GONGSHU,)),
}
# What the portal changed in 昌化镇's report between the two crawls: a sentence, and the cell of 规范性文件.
EDITS = (("共收到依申请公开件4件", "共收到依申请公开件5件"), ("公开信息168条", "公开信息169条"))


def body_of(case):
    return (GOLDEN / case / "report.txt").read_bytes()


def truth_of(case):
    return json.loads((GOLDEN / case / "truth.json").read_text(encoding="utf-8"))


def edited(case):
    text = body_of(case).decode()
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new)
    lines = text.split("\n")
    cell = next(c for c in truth_of(case)["cells"] if c["key"] == "requests.new@natural_person")
    assert lines[cell["line"] - 1].strip() == "4"
    lines[cell["line"] - 1] = lines[cell["line"] - 1].replace("4", "5")
    return "\n".join(lines).encode()


def url_of(portal, case):
    return f"{portal.base_url}/art/2021/{case}.html"


def fill(folder):
    """Crawl four portals twice. Later 昌化镇 has changed, 锦北街道 says 304, 王店镇 is gone."""
    with Archive.open(folder / "archive.sqlite", folder) as archive:
        for portal, cases in PORTALS.values():
            for started in (FIRST, SECOND):
                crawl = archive.begin_crawl(portal, "incremental", {"years": "2020-2021"}, "0.1.0")
                for place, case in enumerate(cases):
                    archive.record(crawl, capture(portal, case, started + timedelta(minutes=place)))
                is_blocked = portal.id == "gongshu" and started == SECOND
                archive.finish_crawl(
                    crawl,
                    CrawlVerdict.BLOCKED if is_blocked else CrawlVerdict.COMPLETE,
                    ["521 加速乐 challenge"] if is_blocked else [],
                    {"fetched": len(cases)},
                    {
                        f"{portal.base_url}/col/1": {
                            "name": "annual_reports",
                            "verdict": "partial",
                            "reason": "page 3 is missing",
                            "rows": 40,
                            "total": 61,
                        }
                    },
                )


def capture(portal, case, at):
    truth = truth_of(case)
    verdict, status, body = CaptureVerdict.FETCHED, 200, body_of(case)
    if at >= SECOND:
        verdict, status, body = {
            CHANGHUA: (verdict, 200, edited(CHANGHUA)),
            JINBEI: (CaptureVerdict.NOT_MODIFIED, 304, None),
            WANGDIAN: (CaptureVerdict.GONE, 404, None),
        }.get(case, (verdict, status, body))
    return Capture(
        url=url_of(portal, case),
        role=CaptureRole.PUBLICATION,
        verdict=verdict,
        captured_at=at,
        status=status,
        headers=(("Content-Type", "text/plain; charset=utf-8"),),
        body=body,
        publication=PublicationFacts(title=truth["title"]["text"], kind=Kind.REPORT, year=truth["year"]),
    )
