from parsers.charset import decode

TITLE = "昌化镇2020年政府信息公开工作年度报告"


def test_utf8_without_any_label_is_read_as_utf8():
    assert decode(TITLE.encode()).text == TITLE
    assert decode(TITLE.encode()).charset == "utf-8"


def test_gbk_is_recognised_whatever_a_header_would_say():
    found = decode(TITLE.encode("gbk"))
    assert (found.text, found.charset, found.is_lossy) == (TITLE, "gb18030", False)


def test_rare_characters_of_gb18030_survive():
    assert decode("㙍塘镇、䶮".encode("gb18030")).text == "㙍塘镇、䶮"


def test_a_byte_order_mark_decides_and_is_not_part_of_the_text():
    assert decode(b"\xef\xbb\xbf" + TITLE.encode()).text == TITLE
    assert decode(TITLE.encode("utf-16")).text == TITLE


def test_a_body_cut_inside_a_character_keeps_its_charset():
    assert decode(TITLE.encode()[:-1]).charset == "utf-8"
    assert decode(TITLE.encode()[:-1]).text == TITLE[:-1]


def test_bytes_that_are_neither_say_that_characters_were_lost():
    assert decode(b"\xff\xff\xff" + TITLE.encode()).is_lossy
