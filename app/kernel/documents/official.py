"""An official document as DOCX, in the layout of GB/T 9704-2012: what `templates/official.typ` prints, to be edited."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from app.kernel.documents.pdf import png, printable
from app.kernel.documents.tables import tabled
from app.kernel.documents.word import undated

FANGSONG, BIAOSONG, SONG, HEI = "仿宋_GB2312", "方正小标宋简体", "宋体", "黑体"
RED = RGBColor(0xC8, 0x00, 0x0A)
THREE, TWO, FOUR, SMALL = 16, 22, 14, 10.5
LINE = 29


def docx(data: Mapping[str, Any]) -> bytes:
    """The document with the same data as the template `official`; the same data gives the same bytes."""
    data, document = printable(data), Document()
    _page(document.sections[0])
    _line(document, data["head"], size=30, font=BIAOSONG, colour=RED, align=ALIGN.CENTER, exact=0)
    number = _line(document, data["no"], align=ALIGN.CENTER)
    _rule(number, "C8000A", 12)
    _line(document, "", exact=LINE)
    _line(document, data["title"], size=TWO, font=BIAOSONG, align=ALIGN.CENTER, exact=34)
    _line(document, "")
    _line(document, f"{data['to']}：")
    for part in data["body"]:
        _part(document, part)
    _line(document, "")
    _line(document, data["signer"], align=ALIGN.RIGHT, after=2)
    _line(document, data["date"], align=ALIGN.RIGHT, after=4)
    _imprint(document, data)
    return _packed(document)


def _part(document: Any, part: Any) -> None:
    """A paragraph, a heading, a table, or a chart as a picture."""
    if isinstance(part, str):
        _line(document, part, indent=2)
    elif part["kind"] == "heading":
        _line(document, part["text"], font=HEI, indent=2).paragraph_format.keep_with_next = True
    elif part["kind"] == "table":
        tabled(document, part, lambda run: _font(run, SONG, SMALL))
    else:
        document.add_picture(BytesIO(png(part["svg"])), width=Mm(156))


def _page(section: Any) -> None:
    """A4 with the margins that leave 156 mm by 225 mm; the page's number below, outside of them."""
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    foot = section.footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        _font(run := foot.add_run(text), SONG, FOUR)
        if field:
            _field(run, field)


def _line(
    document: Any,
    text: str,
    *,
    size: int = THREE,
    font: str = FANGSONG,
    colour: RGBColor | None = None,
    align: Any = None,
    indent: int = 0,
    after: int = 0,
    exact: int = LINE,
) -> Any:
    """A paragraph; `indent` and `after` are characters, `exact` is the height of its lines in points (0: as needed)."""
    made = document.add_paragraph()
    made.alignment = ALIGN.JUSTIFY if align is None else align
    form = made.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent, form.right_indent = Pt(indent * size), Pt(after * size)
    if exact:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
    for number, part in enumerate(text.split("\n")):
        run = made.add_run(part)
        if number:
            run._r.insert(0, OxmlElement("w:br"))
        _font(run, font, size)
        if colour is not None:
            run.font.color.rgb = colour
    return made


def _font(run: Any, name: str, size: float) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _field(run: Any, instruction: str) -> None:
    for kind, text in (("begin", None), (None, instruction), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _rule(paragraph: Any, colour: str, eighths: int, where: str = "bottom") -> None:
    """A line along the paragraph, its width in eighths of a point."""
    borders, side = OxmlElement("w:pBdr"), OxmlElement(f"w:{where}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        side.set(qn(f"w:{name}"), value)
    borders.append(side)
    paragraph._p.get_or_add_pPr().append(borders)


def _imprint(document: Any, data: Mapping[str, Any]) -> None:
    """The imprint: where copies go, who printed it and when, between lines."""
    _line(document, "")
    if data["copies"]:
        _rule(_line(document, f"抄送：{data['copies']}", size=FOUR), "000000", 7, "top")
    _rule(_line(document, data["ref"], size=FOUR), "000000", 7, "top")
    last = _line(document, f"{data['printed']}\t{data['printed_on']}", size=FOUR)
    last.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    _rule(last, "000000", 7, "top")


def _packed(document: Any) -> bytes:
    """The file without a clock and without an author."""
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    out = BytesIO()
    document.save(out)
    return undated(out.getvalue())
