"""The archive with the parsers and checks of this release, instead of the made-up ones."""

import json
from pathlib import Path

import pytest

from parsers import parse
from storage.archive import Archive
from storage.reader import house_reader
from storage.result_document import unpack
from tests.storage.plain_reader import fetched, next_crawl

GOLDEN = Path(__file__).parents[1] / "golden" / "003_jinbei_2020"


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.sqlite", tmp_path) as opened:
        yield opened


def test_a_real_report_is_read_checked_and_kept(archive, rows):
    body = (GOLDEN / "report.txt").read_bytes()
    recorded = archive.record(next_crawl(archive), fetched(body))
    truth = json.loads((GOLDEN / "truth.json").read_text())
    assert recorded.form == "2019"
    kept = dict(rows("SELECT key, text FROM cells"))
    printed = {cell["key"]: cell["text"] for cell in truth["cells"]}
    assert {key: text for key, text in kept.items() if key in printed} == printed
    document = unpack(rows("SELECT document FROM result")[0][0])
    assert document["parser"] == {"release": parse.RELEASE, "fingerprint": house_reader().fingerprint}
    assert {outcome["verdict"] for outcome in document["outcomes"]} > {"passed", "failed"}
