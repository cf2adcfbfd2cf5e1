"""Official documents measured against GB/T 9704-2012: on our own PDF in points, in the DOCX's XML, in LibreOffice."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pypdfium2
import pytest
from docx import Document
from PIL import Image
from pypdfium2 import raw

from app.kernel import documents
from tests.kernel.papers import pages_of, text_of

MM = 72 / 25.4
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN = "沅江市优化营商环境办公室督办投诉件办理情况通报责任单位限期整改"
DATA: dict[str, Any] = {
    "head": "沅江市优化营商环境办公室",
    "no": "优督〔2026〕1号",
    "title": "关于投诉件严重超期的督办和约谈通知",
    "to": "沅江市市场监督管理局",
    "body": [HAN * 40, "一、请主要负责人于2026年9月14日15:30到会议室接受约谈。"],
    "signer": "沅江市优化营商环境办公室",
    "date": "2026年9月11日",
    "copies": "市政府督查室",
    "ref": "编号 DB-20260911-000001-7",
    "printed": "沅江市优化营商环境办公室",
    "printed_on": "2026年9月11日印发",
}
ORDER = {
    "pPr": ["pStyle", "keepNext", "framePr", "widowControl", "pBdr", "tabs", "spacing", "ind", "jc", "rPr"],
    "rPr": ["rStyle", "rFonts", "b", "i", "color", "spacing", "sz", "szCs"],
    "tblPr": ["tblStyle", "tblpPr", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
}
"""Parts of a paragraph, a run and a table in the order that ECMA-376 demands."""


class Letter(NamedTuple):
    """A character as it lies on the page: points from the left and the upper edge, its em box."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


def letters(data: bytes, page: int) -> list[Letter]:
    """The characters of a page; the em box reaches 0.88 above the baseline and 0.12 below."""
    sheet = pypdfium2.PdfDocument(data)[page]
    text, height = sheet.get_textpage(), sheet.get_size()[1]
    found = []
    for n in range(text.count_chars()):
        x, y = raw.c_double(), raw.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, n, x, y)
        size, sign = raw.FPDFText_GetFontSize(text.raw, n), text.get_text_range(n, 1)
        if sign.strip():
            base = height - y.value
            right = text.get_charbox(n, loose=True)[2]
            found.append(Letter(sign, x.value, right, base - 0.88 * size, base + 0.12 * size, size))
    return found


def lines(found: list[Letter]) -> list[list[Letter]]:
    """Characters by line, from above."""
    tops = sorted({round(one.top, 1) for one in found})
    return [[one for one in found if round(one.top, 1) == top] for top in tops]


def near(points: float, millimetres: float) -> bool:
    return bool(points / MM == pytest.approx(millimetres, abs=0.4))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return documents.pdf("official", DATA)


def test_a_page_has_22_lines_of_28_characters_of_size_three_in_the_type_area(printed: bytes) -> None:
    body = [line for line in lines(letters(printed, 1)) if line[0].size == 16]
    assert len(body) == 22
    assert {len(line) for line in body} == {28}
    assert near(body[0][0].top, 37)
    assert body[-1][0].bottom / MM <= 37 + 225
    assert all(near(line[0].left, 28) and near(line[-1].left + 15.79, 28 + 156) for line in body)
    steps = {round(after[0].top - line[0].top, 2) for line, after in pairwise(body)}
    assert steps == {28.95}


def test_the_head_stands_where_the_standard_says(printed: bytes) -> None:
    found = lines(letters(printed, 0))
    head, number, title, to, first = found[:5]
    assert ("".join(one.text for one in head), head[0].size) == (DATA["head"], 30)
    assert near(head[0].top, 37 + 35)
    assert near(number[0].top - head[0].bottom, 2 * 28.95 / MM)
    rule = _red_line(printed)
    assert near(rule * MM - number[0].bottom, 4)
    assert (title[0].size, near(title[0].top - rule * MM, 2 * 28.95 / MM)) == (22, True)
    assert near(to[0].top - title[0].bottom, 28.95 / MM)
    assert near(to[0].left, 28)
    assert near(first[0].left, 28 + 2 * 16 / MM)
    for line in (head, number, title):
        assert near((line[0].left + line[-1].left + line[-1].size) / 2, 28 + 78)


def _red_line(data: bytes) -> float:
    """How many millimetres below the edge of the paper the red line begins."""
    scale = 4
    page: Image.Image = pages_of(data, scale=scale)[0]
    x = int(30 * MM * scale)
    red = [y for y in range(page.height) if page.getpixel((x, y))[0] > 150 > page.getpixel((x, y))[1]]
    return red[0] / scale / MM


def test_the_pages_number_lies_outside_7_mm_below_the_type_area(printed: bytes) -> None:
    for page, number in enumerate(("—1—", "—2—")):
        foot = lines(letters(printed, page))[-1]
        assert ("".join(one.text for one in foot), foot[0].size) == (number, 14)
        assert near(foot[0].top, 37 + 225 + 7)
        edge = foot[-1].right if page == 0 else foot[0].left
        assert near(edge, 28 + 156 - 14 / MM if page == 0 else 28 + 14 / MM)


def test_signature_and_day_and_the_imprint_close_the_last_page(printed: bytes) -> None:
    last = len(pypdfium2.PdfDocument(printed)) - 1
    told = {"".join(one.text for one in line): line for line in lines(letters(printed, last))}
    day = told[DATA["date"]]
    assert near(day[-1].left + 16, 28 + 156 - 4 * 16 / MM)
    imprint = next(line for text, line in told.items() if text.endswith("印发"))
    assert (imprint[0].size, near(imprint[0].left, 28 + 14 / MM)) == (14, True)
    assert near(imprint[-1].left + 14, 28 + 156 - 14 / MM)
    assert 37 + 225 - 8 < imprint[0].bottom / MM < 37 + 225


def test_a_long_name_of_the_office_stays_on_one_line() -> None:
    found = lines(letters(documents.pdf("official", {**DATA, "head": "某某市某某区" + DATA["head"]}), 0))
    assert len(found[0]) == 18
    assert found[0][0].left / MM >= 27.6


def test_the_docx_says_the_same_numbers() -> None:
    data = documents.docx(DATA)
    made = Document(BytesIO(data))
    section = made.sections[0]
    sides = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    assert [round(side.mm) for side in sides] == [210, 297, 37, 28]
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156
    assert round(section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm) == 225
    body = next(line for line in made.paragraphs if line.text.startswith(HAN))
    [run] = body.runs
    assert (run.font.size.pt, run.font.name) == (16, "仿宋_GB2312")
    assert body.paragraph_format.line_spacing.pt == 28.95
    assert 225 * MM >= 22 * 28.95
    tight = int(run._r.rPr.find(f"{W}spacing").get(f"{W}val")) / 20
    assert 27.9 < 156 * MM / (16 + tight) < 29
    assert body.paragraph_format.widow_control is False
    feet = [foot.paragraphs[0] for foot in (section.footer, section.even_page_footer)]
    assert [foot.alignment for foot in feet] == [2, 0]
    assert all(foot.text == "—  —" for foot in feet)
    assert made.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize("make", [documents.docx, lambda data: documents.word(_paper())])
def test_every_part_of_the_docx_stands_in_its_order(make: Callable[[Any], bytes]) -> None:
    """Word takes a file whose parts are out of order for damaged."""
    with zipfile.ZipFile(BytesIO(make(DATA))) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/(document|footer\d*)\.xml", name)]
        for root in (ElementTree.fromstring(package.read(name)) for name in names):
            for kind, order in ORDER.items():
                for part in root.iter(f"{W}{kind}"):
                    told = [child.tag.removeprefix(W) for child in part]
                    assert told == sorted(told, key=order.index), kind


def _paper() -> dict[str, Any]:
    rows = [["事项", "结果"], ["重大危险源检查", "未发现问题"]]
    blocks = [{"kind": "text", "text": HAN}, {"kind": "table", "rows": rows}]
    return {"title": "检查结果告知书", "footer": "", "blocks": blocks}


def test_libreoffice_opens_both_kinds_with_all_their_text(writer: Callable[..., list[bytes]]) -> None:
    order, paper = writer(documents.docx(DATA), documents.word(_paper()))
    shown = "".join(text_of(order).split())
    for part in (DATA["head"], DATA["no"], DATA["title"], *DATA["body"], DATA["ref"], "抄送：市政府督查室"):
        assert "".join(part.split()) in re.sub(r"—\d—", "", shown), part
    for part in (DATA["date"], DATA["printed_on"], "—1—", "—2—"):
        assert part in shown
    assert [round(side / MM) for side in pypdfium2.PdfDocument(order)[0].get_size()] == [210, 297]
    full = [line for line in lines(letters(order, 1)) if round(line[0].size) == 16]
    assert (len(full), {len(line) for line in full}) == (22, {28})
    shown = "".join(text_of(paper).split())
    assert all(part in shown for part in ("检查结果告知书", HAN, "重大危险源检查", "未发现问题"))


def test_libreoffice_tears_no_imprint(writer: Callable[..., list[bytes]]) -> None:
    """However long the text is: its lines stand together on the last page."""
    orders = writer(*(documents.docx({**DATA, "body": ["一、请按时答复。"] * count}) for count in range(8)))
    torn = []
    for length, order in enumerate(orders):
        pages = pypdfium2.PdfDocument(order)
        last = "".join(pages[len(pages) - 1].get_textpage().get_text_range().split())
        torn += [length] * (DATA["ref"].replace(" ", "") not in last or DATA["printed_on"] not in last)
    assert torn == []
