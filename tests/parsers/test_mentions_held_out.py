"""Sentences invented before any pattern was written: what the patterns do on wordings they were not made from.

CONSTRUCTED. Kept as first written; a sentence that the patterns did not read at first is marked as
such in FIRST_TIME_MISSES, so that the honest figure stays known when patterns grow.
"""

import pytest

from parsers.document import Place
from parsers.mentions import find_mentions
from parsers.report import Section

SENTENCES = {
    "received and all answered": (
        "2021年，本机关共收到政府信息公开申请17件，其中自然人申请15件，法人申请2件，已全部按期答复。",
        {("requests.narrative.received", "17"), ("requests.narrative.answered", "all")},
    ),
    "chinese numerals and carry-over": (
        "全年新收政府信息公开申请二十三件，上年结转1件，办结22件，结转下年度继续办理2件。",
        {
            ("requests.narrative.new", "23"),
            ("requests.narrative.carried_over", "1"),
            ("requests.narrative.completed", "22"),
            ("requests.narrative.carried_forward", "2"),
        },
    ),
    "thousands separator and nearly": (
        "全年通过区政府门户网站主动公开各类政府信息1,204条，微信公众号“余杭发布”推送信息近800条。",
        {("proactive.narrative.website", "1204"), ("proactive.narrative.wechat", "800")},
    ),
    "cases counted in 起": (
        "因政府信息公开引发行政复议案件3起，行政诉讼案件1起。",
        {("review.narrative.total", "3"), ("litigation.narrative.total", "1")},
    ),
    "neither review nor litigation": (
        "2022年未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。",
        {("review.narrative.total", "0"), ("litigation.narrative.total", "0")},
    ),
    "documents and interpretations": (
        "今年共制发行政规范性文件5件，发布政策解读材料8篇，其中图解3篇。",
        {("normative.narrative.made", "5"), ("interpretation.narrative.count", "8")},
    ),
    "no request": ("本年度未收到政府信息公开申请。", {("requests.narrative.received", "0")}),
    "proposals answered are no requests answered": (
        "全年承办人大代表建议12件、政协委员提案9件，均已办结。",
        {("proposals.narrative.congress", "12"), ("proposals.narrative.cppcc", "9")},
    ),
    "training and people trained": (
        "组织开展政务公开业务培训3次，参训人员120余人次。",
        {("training.sessions", "3")},
    ),
    "a fee of nought yuan": (
        "依据《政府信息公开信息处理费管理办法》，我局2022年共收取信息处理费0元。",
        {("fee.narrative.information_processing", "0")},
    ),
    "contact with brackets round the area code": (
        "联系地址：嘉兴市秀洲区洪兴西路1765号，邮政编码：314031，联系电话：（0573）82721234。",
        {
            ("contact.address", "嘉兴市秀洲区洪兴西路1765号"),
            ("contact.postcode", "314031"),
            ("contact.phone", "0573-82721234"),
        },
    ),
    "ten thousands": ("全市共受理政府信息公开申请1.2万余件。", {("requests.narrative.accepted", "12000")}),
    "deadlines": ("自收到申请之日起20个工作日内予以答复，延长期限不得超过20个工作日。", set()),
    "press conferences and responses": (
        "召开新闻发布会4场，回应群众关切56次。",
        {("response.narrative.press_conferences", "4"), ("response.narrative.total", "56")},
    ),
    "weibo about": (
        "在“秀洲发布”政务微博发布信息约300条，抖音号发布短视频45条。",
        {("proactive.narrative.weibo", "300")},
    ),
    "period with both years": (
        "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
        {("period.start", "2022-01-01"), ("period.end", "2022-12-31")},
    ),
    "villages and communities": ("我街道辖12个行政村、6个社区。", {("villages", "12"), ("communities", "6")}),
    "rules, versions and fields": (
        "《条例》第二十条规定的主动公开内容共15类，政府信息公开目录1.0版本已更新，全区26个试点领域目录全部公布。",
        {("standardisation.pilot_fields", "26")},
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_held_out_sentence_says_what_it_says_and_no_more(name):
    text, expected = SENTENCES[name]
    section = Section("overview", "一、总体情况", text, Place())
    assert {(found.key, found.value) for found in find_mentions((section,), 2022)} == expected
