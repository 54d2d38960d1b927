import pytest

from crawler.blocked import find_block

ARTICLE = "<html><body><div id='zoom'>本年报由昌化镇人民政府编制。</div></body></html>".encode()


@pytest.mark.parametrize(
    ("kind", "status", "body"),
    [
        ("jiasule", 521, b"<script>document.cookie=('_')+('_');location.href=location.pathname</script>"),
        (
            "jiasule",
            200,
            b'<script>;go({"bts":["a"],"chars":"x","ha":"sha1","tn":"__jsl_clearance_s"})</script>',
        ),
        ("ruishu", 412, b"<html><script>$_ts=window['$_ts'];</script></html>"),
        ("ruishu", 202, b"<html><script>$_ts=window['$_ts'];</script></html>"),
        ("aliyun", 200, b"<html><script>var arg1='A7F0E5D46D5B';</script></html>"),
        ("aliyun", 405, b"<html>acw_sc__v2 aliyun_waf</html>"),
        ("refused", 403, b"<h1>403 Forbidden</h1>"),
        ("rate", 429, b""),
        ("captcha", 200, "<html>请完成安全验证</html>".encode()),
        ("captcha", 200, "<html>滑动验证</html>".encode("gbk")),
    ],
)
def test_a_challenge_is_recognised(kind, status, body):
    block = find_block(status, body)
    assert block is not None
    assert block.kind == kind


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, ARTICLE),
        (404, ARTICLE),
        (503, b"busy"),
        (304, b""),
        (200, ARTICLE + "网站防护：acw_sc__v2".encode().rjust(30_000)),
        (200, b"PK\x03\x04 a docx"),
    ],
)
def test_an_ordinary_answer_is_no_challenge(status, body):
    assert find_block(status, body) is None
