"""Documents on paper and QR codes."""

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
import segno
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.kernel import documents
from tests.kernel.papers import pages_of, tells, text_of

URL = "https://city.example/track/TS-0482-9174-6"
RECEIPT: dict[str, Any] = {
    "city": "沅江市",
    "title": "投诉回执",
    "number": "TS-0482-9174-6",
    "filed": "2026-09-11 09:12",
    "matter": [["情况说明", "检查人员没有出示批准单。\n九月来了两次。"], ["诉求", "退回检测费"]],
    "dates": [
        {"name": "受理审查", "on": "2026-09-14", "note": "一般做法"},
        {"name": "核实", "on": "2026-09-17", "note": "附件3 第82条"},
        {"name": "办结", "on": "2026-09-23", "note": "附件3 第83条"},
    ],
    "code": "7K3M-01QX-9ABC-WXYZ",
    "tracking_url": URL,
    "qr": documents.qr_svg(URL),
    "follow": ["打开下面的网址，或扫描二维码，输入编号和查询密码。"],
}


def modules(picture: Image.Image) -> list[list[bool]]:
    """The dark squares of a drawn QR code, its quiet border cut off."""
    grey = picture.convert("L").point(lambda value: 255 * (value < 128))
    left, top, right, _ = grey.getbbox()
    for count in range(21, 178, 4):
        step = (right - left) / count
        grid = [
            [grey.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))) > 0 for x in range(count)]
            for y in range(count)
        ]
        if grid == expected(URL):
            return grid
    return []


def expected(text: str) -> list[list[bool]]:
    return [[bool(dark) for dark in row] for row in segno.make(text, error="m", micro=False).matrix]


def test_a_receipt_tells_number_code_dates_and_ones_own_words() -> None:
    text = text_of(documents.pdf("receipt", RECEIPT))
    told = ["TS-0482-9174-6", "7K3M-01QX-9ABC-WXYZ", "检查人员没有出示批准单。", "九月来了两次。", "2026-09-23", URL]
    for part in [*told, "受理审查", "核实", "办结", "查询密码", "沅江市", "投诉回执", "1 / 1"]:
        assert part in text


def test_a_receipt_without_a_code_does_not_speak_of_one() -> None:
    text = text_of(documents.pdf("receipt", {**RECEIPT, "code": ""}))
    assert "匿名" not in text
    assert "7K3M" not in text


def test_a_receipt_can_be_printed_in_another_language() -> None:
    labels = {"number": "Number", "dates": "Latest dates", "code_warning": "Keep this code."}
    text = text_of(documents.pdf("receipt", {**RECEIPT, "labels": labels, "lang": "en"}))
    assert "Latest dates" in text
    assert "最晚办理日期" not in text


def test_the_same_data_gives_the_same_bytes_and_other_data_others() -> None:
    once = documents.pdf("receipt", RECEIPT)
    assert documents.pdf("receipt", RECEIPT) == once
    assert documents.pdf("receipt", {**RECEIPT, "number": "TS-0482-9175-4"}) != once


def test_a_document_is_on_a4_paper_with_its_fonts_in_it() -> None:
    data = documents.pdf("receipt", RECEIPT)
    assert pages_of(data)[0].size in {(595, 842), (596, 842)}
    assert tells(data, "NotoSansSC")
    assert not tells(data, "CreationDate")


def test_chinese_is_drawn_and_not_left_as_boxes() -> None:
    blank, one, two = (
        pages_of(documents.pdf("plain", paper(text)), scale=2)[0].convert("L") for text in (" a", "沅", "江")
    )
    assert len({page.tobytes() for page in (blank, one, two)}) == 3


def test_the_qr_code_on_a_receipt_leads_to_the_case() -> None:
    page = pages_of(documents.pdf("receipt", RECEIPT), scale=6)[0]
    points = 6 * 72 / 25.4
    code = page.crop((int(155 * points), int(36 * points), int(188 * points), int(68 * points)))
    assert modules(code) == expected(URL)


def test_the_png_says_the_same_as_the_svg() -> None:
    with Image.open(BytesIO(documents.qr_png(URL))) as picture:
        assert modules(picture) == expected(URL)


def test_an_svg_code_fits_a_strict_page() -> None:
    drawn = documents.qr_svg('https://city.example/?a="><script>')
    root = ElementTree.fromstring(drawn)
    assert root.attrib["class"] == "qr"
    assert "width" not in root.attrib
    assert not re.search(r"style|script|href|\bon\w+=|city", str(drawn))
    assert drawn.__html__() == drawn


def paper(text: str) -> dict[str, Any]:
    return {"origin": "docx", "blocks": [{"kind": "text", "text": text}], "cut": False}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@settings(max_examples=40, deadline=None)
def test_no_words_break_a_document(text: str) -> None:
    assert documents.pdf("plain", paper(text)).startswith(b"%PDF-")


@pytest.mark.parametrize("text", ['#sys.inputs.data "', "= Heading", "*bold* _it_ $x^2$ @ref <l>", "\\u{41} // gone"])
def test_words_print_as_themselves_and_are_never_evaluated(text: str) -> None:
    assert text in text_of(documents.pdf("plain", paper(text)))


def test_an_unknown_template_and_a_missing_key_are_errors() -> None:
    with pytest.raises(KeyError):
        documents.pdf("../receipt", RECEIPT)
    with pytest.raises(typst.TypstError, match="number"):
        documents.pdf("receipt", {name: value for name, value in RECEIPT.items() if name != "number"})


def test_a_wide_table_lies_on_its_side() -> None:
    wide = {**paper(""), "blocks": [{"kind": "table", "rows": [["甲"] * 9, ["乙"] * 9]}]}
    page = pages_of(documents.pdf("plain", wide))[0]
    assert page.width > page.height
