"""Recognise challenge and WAF pages. Detect, record, report, stop; never solve, never evade.

Signatures of portals.md section 4, all from public sources.
"""

import re
from dataclasses import dataclass

HEAD = 4096  # challenge pages are short, and an article that quotes one is not
SMALL = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """That a host refuses us, and by what."""

    kind: str
    detail: str


_JIASULE = re.compile(rb"document\.cookie\s*=\s*\(|__jsl_clearance|;go\(\{")
_RUISHU = re.compile(rb"\$_ts\b|_\$_ts")
_ALIYUN = re.compile(rb"var arg1\s*=\s*['\"][0-9A-Fa-f]+|acw_sc__v2|aliyun_waf")
_CAPTCHA = re.compile("滑动验证|安全验证|请输入验证码|访问验证".encode())
_CAPTCHA_GBK = re.compile("滑动验证|安全验证|请输入验证码|访问验证".encode("gb18030"))


def find_block(status: int, body: bytes) -> Block | None:
    """Return what blocks us, or None for an ordinary answer."""
    head = body[:HEAD]
    by_status = _by_status(status, head)
    if by_status is not None:
        return by_status
    if _ALIYUN.search(head):
        return Block("aliyun", f"{status} Aliyun WAF challenge")
    is_script_page = len(body) < SMALL and b"<script" in head.lower()
    if is_script_page and _JIASULE.search(head):
        return Block("jiasule", f"{status} 加速乐 challenge")
    if is_script_page and _RUISHU.search(head):
        return Block("ruishu", f"{status} 瑞数 challenge")
    if len(body) < SMALL and (_CAPTCHA.search(head) or _CAPTCHA_GBK.search(head)) and b"art_" not in head:
        return Block("captcha", f"{status} slider or captcha page")
    return None


def _by_status(status: int, head: bytes) -> Block | None:
    kinds = {521: ("jiasule", "521 加速乐 challenge"), 412: ("ruishu", "412 瑞数 challenge")}
    if status in kinds:
        return Block(*kinds[status])
    if status in {401, 403, 405, 418}:
        if _ALIYUN.search(head):
            return Block("aliyun", f"{status} Aliyun WAF challenge")
        return Block("refused", f"{status} refused by the server or its firewall")
    if status == 429:
        return Block("rate", "429 too many requests, although we waited")
    return None
