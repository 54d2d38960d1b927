"""The canonical, scheme-less form of a URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.url_key import url_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linan.gov.cn/art/1.html", "www.linan.gov.cn/art/1.html"),
        ("http://WWW.Linan.gov.cn:80/art/1.html#top", "www.linan.gov.cn/art/1.html"),
        ("https://www.linan.gov.cn:443", "www.linan.gov.cn/"),
        ("http://www.linan.gov.cn:443/", "www.linan.gov.cn:443/"),
        ("http://127.0.0.1:8080/x", "127.0.0.1:8080/x"),
        ("http://[::1]:8080/x", "[::1]:8080/x"),
        ("https://x.cn/col?b=2&a=1", "x.cn/col?b=2&a=1"),
        ("https://x.cn/Case/年报.docx", "x.cn/Case/%E5%B9%B4%E6%8A%A5.docx"),
        ("https://x.cn/Case/%E5%B9%B4%E6%8A%A5.docx", "x.cn/Case/%E5%B9%B4%E6%8A%A5.docx"),
        ("https://x.cn/a b?c=d e", "x.cn/a%20b?c=d%20e"),
        ("https://user:secret@x.cn./", "x.cn/"),
        ("https://临安.政务/", "xn--miqw83a.xn--zfr164b/"),
        (" https://x.cn/1 ", "x.cn/1"),
    ],
)
def test_what_is_the_same_page_has_the_same_key(url, key):
    assert url_key(url) == key


@pytest.mark.parametrize("url", ["", "art/1.html", "mailto:a@b.cn", "javascript:void(0)", "https:///x"])
def test_a_url_without_a_host_is_refused(url):
    with pytest.raises(ValueError, match="no host"):
        url_key(url)


@given(path=st.text(alphabet="abcA年%?&=#/ .~", max_size=20))
def test_a_key_is_the_key_of_itself(path):
    key = url_key(f"https://x.cn/{path}")
    assert url_key(f"http://{key}") == key
