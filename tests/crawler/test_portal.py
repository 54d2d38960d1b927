import os

import pytest
from scrapy.exceptions import UsageError

from crawler.loader import PortalSpiderLoader
from crawler.portal import PortalFileError, load_portal, load_portals
from crawler.portal_table import render_table
from storage.portal_folders import portal_folders

GOOD = """
title = "某县人民政府"
division_code = "330122"
hosts = ["www.tonglu.gov.cn"]
[[columns]]
url = "discover"
"""


def write(folder, text=GOOD, name="tonglu.toml"):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_five_lines_make_a_portal(tmp_path):
    portal = load_portal(write(tmp_path))
    assert (portal.id, portal.delay_seconds, portal.verify_tls) == ("tonglu", 2.0, True)
    assert portal.base_url == "https://www.tonglu.gov.cn/"


def test_a_misspelt_key_is_named_with_its_file(tmp_path):
    path = write(tmp_path, GOOD.replace("hosts", "host"))
    with pytest.raises(PortalFileError) as mistake:
        load_portal(path)
    assert f"{path}: host: unknown key" in str(mistake.value)
    assert f"{path}: hosts: Field required" in str(mistake.value)


def test_all_mistakes_of_all_files_are_reported_at_once(tmp_path):
    write(tmp_path, GOOD.replace("330122", "33").replace("discover", "guess"), "a.toml")
    write(tmp_path, GOOD + 'start = "/"\n[ids]\nwebsite = "1"\n', "b.toml")
    with pytest.raises(PortalFileError) as mistake:
        load_portals([tmp_path])
    for words in (
        "a.toml: division_code",
        "a.toml: columns.0.url",
        "b.toml: columns.0.start",
        "b.toml: ids.website",
    ):
        assert words in str(mistake.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('hosts = ["www.tonglu.gov.cn"]', 'hosts = ["https://www.tonglu.gov.cn/"]', "bare host names"),
        ("[[columns]]", "delay_seconds = 0.1\n[[columns]]", "delay_seconds"),
        ("[[columns]]", 'platforms = ["wordpress"]\n[[columns]]', "wordpress"),
        ("[[columns]]", 'window = "at night"\n[[columns]]', "22:00-07:00"),
        ("[[columns]]", 'window = "22:00-07:00 Asia/Shanghi"\n[[columns]]', "no time zone Asia/Shanghi"),
        ("[[columns]]", 'window = "00:00-00:00 Asia/Shanghai"\n[[columns]]', "never be open"),
        ("[[columns]]", 'id = "x"\n[[columns]]', "the file's name is the id"),
        ('url = "discover"', 'url = "discover"\nrole = "fallback"', "leads nowhere"),
        ('url = "discover"', 'url = "discover"\npattern = "("', "regular expression"),
        ("title", "title = ", "not TOML"),
    ],
)
def test_what_cannot_work_is_explained(tmp_path, old, new, words):
    with pytest.raises(PortalFileError, match=words):
        load_portal(write(tmp_path, GOOD.replace(old, new)))


def test_a_portal_described_twice_stops_with_both_places(tmp_path):
    first, second = write(tmp_path / "a"), write(tmp_path / "b")
    with pytest.raises(PortalFileError) as mistake:
        load_portals([tmp_path / "a", tmp_path / "b"])
    assert str(first) in str(mistake.value)
    assert str(second) in str(mistake.value)


def test_folders_of_the_environment_add_portals(tmp_path, monkeypatch):
    write(tmp_path / "a")
    monkeypatch.setenv("GONGKAI_PORTALS", f"{tmp_path / 'a'}{os.pathsep}")
    assert portal_folders()[-1] == tmp_path / "a"
    assert {"linan", "tonglu"} <= set(PortalSpiderLoader.from_settings({}).list())


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path):
    with pytest.raises(PortalFileError, match="no such folder"):
        load_portals([tmp_path / "nowhere"])


def test_mistakes_reach_the_user_as_wrong_usage(tmp_path, monkeypatch):
    write(tmp_path, GOOD.replace("title", "titel"))
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    with pytest.raises(UsageError, match="titel"):
        PortalSpiderLoader.from_settings({}).list()


def test_the_table_names_every_key_with_its_default():
    table = render_table()
    assert "| `delay_seconds` | number | `2.0` |" in table
    assert "| `[[columns]] url` | text | required |" in table
    assert "| `[article] body` | list of text | `[]` |" in table
    assert "`id`" not in table
