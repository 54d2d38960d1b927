"""N07. Every report here is constructed."""

import pytest

from tests.checks.told import one, town, verdict


def test_parts_that_end_in_others_and_fall_short_are_a_warning():
    found = one("N07", town("全年开展培训20场，其中线上培训8场，其他培训10场。"))
    assert (found.severity, found.left, found.right) == ("warning", 20, 18)
    assert found.message_zh.startswith("正文合计20，分项之和为18：“全年开展培训20场")
    assert found.message_en.startswith("the text says 20 in all, its parts add up to 18: “")


@pytest.mark.parametrize(
    "text",
    [
        "收到申请17件，其中自然人申请15件，法人申请2件。",
        "收到申请10件，其中网络申请8件、信函2件，自然人9件、法人1件。",
        "收到申请10件，其中网络申请8件、信函申请2件，办结9件，同比增长3件。",
        "公开信息130条，其中规划5条，其他125条。",
    ],
)
def test_parts_that_add_up_pass(text):
    assert verdict("N07", town(text)) == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "发布回应336次，其中意见征求16次、民意反馈11条。",
        "公开信息130条，其中规划5条，人事12条。",
        "公开信息130余条，其中规划5条，其他12条。",
        "受理申请41件，其中上年结转1件，结转至下年办理3件。",
        "召开会议3次，其中，一是明确责任，二是加强培训。",
        "自收到之日起20个工作日内答复，其中延长不超过20个工作日。",
    ],
)
def test_partial_lists_and_what_is_no_part_are_left_alone(text):
    assert verdict("N07", town(text)) == "not_applicable"


def test_parts_above_the_total_may_overlap_and_are_doubtful():
    assert verdict("N07", town("公开信息20条，其中规划15条，人事12条。")) == "failed/doubtful"
    assert verdict("N07", town("公开信息20条，其中规划15条，其他12条。")) == "failed/warning"


def test_a_list_that_goes_on_in_the_next_sentence_is_a_matter_of_its_channel():
    said = "通过政府门户网站公开信息100条，其中规划30条，其他信息60条，财政5条。“六稳”专栏5条。"
    assert verdict("N07", town(said)) == "passed"
    assert verdict("N07", town(said.replace("专栏5条", "专栏4条"))) == "not_applicable"
