"""What time does to a portal: edits, reposts, withdrawals, troubles; and the command line for them."""

import http.client
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import docx
import lxml.html
import pytest

from demo.__main__ import main
from demo.build_documents import DOCUMENTS, GOLDEN

OFFICE, WANGDIAN, CHANGHUA, LUZHU = (
    "004_gongshu_office_2020",
    "001_wangdian_2020",
    "000_changhua_2020",
    "002_luzhu_2021",
)
KEY = "proactive.procurement.amount"
PLACES = json.loads((DOCUMENTS / "places.json").read_text(encoding="utf-8"))["places"]
ROOT = Path(__file__).parents[2]


def page_cells(body):
    tables = lxml.html.fromstring(body).findall(".//table")
    return [
        [[cell.text_content() for cell in row.findall("td")] for row in table.findall(".//tr")]
        for table in tables
    ]


def file_cells(body):
    return [
        [
            ["".join(piece.text or "" for piece in cell.iter("{*}t")) for cell in row._tr.tc_lst]
            for row in table.rows
        ]
        for table in docx.Document(io.BytesIO(body)).tables
    ]


def differences(before, after):
    return [
        (new, (table, row, column))
        for table, rows in enumerate(before)
        for row, cells in enumerate(rows)
        for column, old in enumerate(cells)
        if (new := after[table][row][column]) != old
    ]


def test_an_edit_changes_one_cell_on_the_page_and_in_the_file(replica, visitor):
    page, file = visitor.get(replica.page_url(OFFICE)), visitor.get(replica.file_url(OFFICE))
    replica.edit_cell(OFFICE, KEY, "230.38万")
    table, row, tc, td = PLACES[OFFICE][KEY]
    edited_page, edited_file = visitor.get(replica.page_url(OFFICE)), visitor.get(replica.file_url(OFFICE))
    assert differences(page_cells(page.text), page_cells(edited_page.text)) == [
        ("230.38万", (table, row, td))
    ]
    assert differences(file_cells(file.body), file_cells(edited_file.body)) == [
        ("230.38万", (table, row, tc))
    ]


def test_an_edit_can_be_of_the_page_alone(replica, visitor):
    file = visitor.get(replica.file_url(LUZHU)).body
    replica.edit_cell(LUZHU, "requests.carried_forward@total", "1", where="page")
    assert visitor.get(replica.file_url(LUZHU)).body == file
    last = page_cells(visitor.get(replica.page_url(LUZHU)).text)[1][-1]
    assert last == ["四、结转下年度继续办理", "", "", "", "", "", "", "1"]


def test_every_cell_can_be_edited_and_only_it_changes(replica, visitor):
    truth = json.loads((GOLDEN / WANGDIAN / "truth.json").read_text(encoding="utf-8"))
    before = page_cells(visitor.get(replica.page_url(WANGDIAN)).body.decode("gbk"))
    keys = [cell["key"] for cell in truth["cells"]]
    for number, key in enumerate(keys):
        replica.edit_cell(WANGDIAN, key, f"第{number}")
    after = page_cells(visitor.get(replica.page_url(WANGDIAN)).body.decode("gbk"))
    assert [new for new, _ in differences(before, after)] == [f"第{number}" for number in range(len(keys))]


def test_what_cannot_be_edited_is_said(replica):
    with pytest.raises(ValueError, match="no cell"):
        replica.edit_cell(CHANGHUA, "review.upheld", "1")
    with pytest.raises(ValueError, match="has no cells in its page"):
        replica.edit_cell(CHANGHUA, "requests.new@total", "1", where="page")
    with pytest.raises(ValueError, match="no case"):
        replica.withdraw("009_nowhere")


def test_a_touch_changes_the_validators_and_no_content(replica, visitor):
    before = visitor.get(replica.page_url(OFFICE))
    replica.touch(OFFICE)
    after = visitor.get(replica.page_url(OFFICE), If_None_Match=before.headers["ETag"])
    assert (after.status, after.body) == (200, before.body)


def test_a_repost_is_a_new_article_with_a_new_file(replica, visitor):
    path = replica.repost(OFFICE, KEY, "999万")
    host = "https://www.gongshu.gov.cn"
    page = visitor.get(f"{host}{path}").text
    assert "2020年政府信息公开工作年度报告（拱墅区政府办公室）（更正）" in page
    assert "999万" in page
    attached = lxml.html.fromstring(page).xpath("string(//div[@class='attachment']//a/@href)")
    assert attached != replica.file_url(OFFICE)
    assert any("999万" in cell for row in file_cells(visitor.get(attached).body)[0] for cell in row)
    assert "999万" not in visitor.get(replica.page_url(OFFICE)).text


def test_a_repost_stands_in_the_list_beside_the_first(replica, visitor):
    path = replica.repost(LUZHU)
    listed = visitor.get(replica.column_url(LUZHU)).text
    assert path in listed
    assert urlsplit(replica.page_url(LUZHU)).path in listed


def test_a_withdrawn_report_is_gone_from_page_file_and_list_until_restored(replica, visitor):
    def seen():
        listed = urlsplit(replica.page_url(LUZHU)).path in visitor.get(replica.column_url(LUZHU)).text
        return (
            visitor.get(replica.page_url(LUZHU)).status,
            visitor.get(replica.file_url(LUZHU)).status,
            listed,
        )

    assert seen() == (200, 200, True)
    replica.withdraw(LUZHU)
    assert seen() == (404, 404, False)
    replica.restore(LUZHU)
    assert seen() == (200, 200, True)


@pytest.mark.parametrize(
    ("kind", "status", "sign"),
    [
        ("521", 521, b"document.cookie=('_')"),
        ("412", 412, b"$_ts"),
        ("aliyun", 200, b"var arg1="),
        ("403", 403, b"Forbidden"),
        ("404", 404, "页面不存在".encode()),
        ("410", 410, "页面不存在".encode()),
        ("soft_404", 200, "页面不存在".encode()),
        ("503", 503, b"Unavailable"),
        ("429", 429, b"Too Many"),
    ],
)
def test_a_trouble_meets_the_page_of_its_case_only(replica, visitor, kind, status, sign):
    replica.trouble(kind, CHANGHUA)
    got = visitor.get(replica.page_url(CHANGHUA))
    assert got.status == status
    assert sign in got.body
    assert visitor.get(replica.page_url("003_jinbei_2020")).status == 200
    replica.calm()
    assert visitor.get(replica.page_url(CHANGHUA)).status == 200


def test_too_many_requests_say_when_to_come_again_and_pass(replica, visitor):
    replica.trouble("429", OFFICE, times=1)
    first, second = (visitor.get(replica.page_url(OFFICE)) for _ in range(2))
    assert (first.status, first.headers["Retry-After"], second.status) == (429, "1", 200)


def test_a_page_can_redirect_home(replica, visitor):
    replica.trouble("home", OFFICE)
    got = visitor.get(replica.page_url(OFFICE))
    assert (got.status, got.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(("kind", "length"), [("truncated", 21169), ("empty", 0), ("html_as_docx", None)])
def test_a_file_can_be_spoilt_under_good_headers(replica, visitor, kind, length):
    replica.trouble(kind, LUZHU)
    got = visitor.get(replica.file_url(LUZHU))
    assert got.status == 200
    assert got.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert len(got.body) == (len(got.body) if length is None else length)
    assert got.body.startswith(b"<html>") is (kind == "html_as_docx")


@pytest.mark.parametrize("kind", ["timeout", "reset"])
def test_a_visitor_can_be_left_without_an_answer(replica, visitor, kind):
    replica.trouble(kind, OFFICE)
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        visitor.get(replica.page_url(OFFICE))


def test_a_whole_site_can_be_blocked(replica, visitor):
    replica.trouble("521", "www.linan.gov.cn", "site")
    for path in ("/", "/robots.txt", "/col/col1229361104/index.html"):
        assert visitor.get(f"https://www.linan.gov.cn{path}").status == 521
    assert visitor.get("https://www.fuyang.gov.cn/").status == 200


def test_robots_can_forbid(replica, visitor):
    replica.trouble("robots_forbid", "www.xiuzhou.gov.cn")
    assert visitor.get("https://www.xiuzhou.gov.cn/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_requests_are_counted_by_host_and_path(replica, visitor):
    for _ in range(3):
        visitor.get("https://www.linan.gov.cn/?x=1", User_Agent="gongkai")
    assert replica.requests["www.linan.gov.cn", "/"] == 3
    assert (replica.log[0].target, replica.log[0].user_agent, replica.log[0].status) == (
        "/?x=1",
        "gongkai",
        200,
    )
    replica.forget_requests()
    assert not replica.requests


def test_the_command_line_changes_a_running_replica(replica, visitor, capsys):
    assert main(["change", replica.origin, "edit", OFFICE, KEY, "1元", "--where", "page"]) == 0
    assert ">1元</td>" in visitor.get(replica.page_url(OFFICE)).text
    assert main(["change", replica.origin, "repost", OFFICE]) == 0
    assert main(["change", replica.origin, "trouble", "503", OFFICE, "--times", "1"]) == 0
    assert visitor.get(replica.page_url(OFFICE)).status == 503
    assert main(["change", replica.origin, "withdraw", OFFICE]) == 0
    assert main(["requests", replica.origin]) == 0
    assert '"www.gongshu.gov.cn"' in capsys.readouterr().out
    assert main(["change", replica.origin, "withdraw", "nobody"]) == 1
    assert "no case 'nobody'" in capsys.readouterr().err


def test_the_command_line_serves_and_prints_its_origin_first():
    # GONGKAI_* of the caller are of no concern to the replica.
    with subprocess.Popen(
        [sys.executable, "-m", "demo", "serve", "--trouble", "403", OFFICE],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        origin = process.stdout.readline().strip()
        assert main(["change", origin, "touch", OFFICE]) == 0
        process.terminate()
        assert process.wait(10) == 0
    assert origin.startswith("http://127.0.0.1:")
