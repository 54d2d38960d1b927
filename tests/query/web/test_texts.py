"""Every text of the pages is there in both languages, and none is left over."""

import re
from pathlib import Path
from string import Formatter

import pytest

from query.web import language, rendering
from query.web.language import Language, preferred, texts

pytestmark = pytest.mark.needs("web")
SOURCES = [*rendering.TEMPLATES.rglob("*.html"), *Path(language.__file__).parent.rglob("*.py")]
SAID = re.compile(r"""say\(\s*["']([a-z_]+\.[a-z_0-9]*)["']( ~)?""")


def used():
    return {match for path in SOURCES for match in SAID.findall(path.read_text(encoding="utf-8"))}


def test_every_text_that_a_page_says_is_written_in_both_languages():
    for key, is_begin in used():
        fitting = [name for name in texts() if name.startswith(key)] if is_begin else [key]
        assert fitting, key
        for name in fitting:
            assert set(texts()[name]) == {"zh", "en"}, name


def test_no_text_is_left_over():
    whole = {key for key, is_begin in used() if not is_begin}
    begun = tuple(key for key, is_begin in used() if is_begin)
    assert [name for name in texts() if name not in whole and not name.startswith(begun)] == []


def test_both_languages_of_a_text_take_the_same_values():
    for name, both in texts().items():
        fields = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in both.values()]
        assert fields[0] == fields[1], name


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", Language.ZH),
        ("en", Language.EN),
        ("en-GB,en;q=0.9", Language.EN),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("de,en;q=0.7,zh;q=0.9", Language.ZH),
        ("fr", Language.ZH),
        ("en;q=x", Language.EN),
    ],
)
def test_the_language_is_the_first_known_one_that_the_browser_asks_for(header, expected):
    assert preferred(header) is expected
