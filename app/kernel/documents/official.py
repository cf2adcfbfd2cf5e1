"""An official document as DOCX, in the layout of GB/T 9704-2012: what `templates/official.typ` prints, to be edited."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from app.kernel.documents.imprint import imprint
from app.kernel.documents.pdf import png, printable
from app.kernel.documents.tables import tabled
from app.kernel.documents.word import undated

FANGSONG, BIAOSONG, SONG, HEI = "仿宋_GB2312", "方正小标宋简体", "宋体", "黑体"
RED = RGBColor(0xC8, 0x00, 0x0A)
THREE, TWO, FOUR, SMALL = 16, 22, 14, 10.5
LINE, TIGHT = 28.95, -5
"""Points from line to line, 22 of them on a page; twentieths of a point between characters, 28 of them in a line."""


def docx(data: Mapping[str, Any]) -> bytes:
    """The document with the same data as the template `official`; the same data gives the same bytes."""
    data, document = printable(data), Document()
    _page(document)
    head = _line(document, data["head"], size=30, font=BIAOSONG, colour=RED, align=ALIGN.CENTER, exact=0)
    head.paragraph_format.space_before = Mm(35)
    _blank(document, 2)
    number = _line(document, data["no"], align=ALIGN.CENTER)
    _edge(number, "bottom", "C8000A", 12, space=11)
    _blank(document, 2)
    _line(document, data["title"], size=TWO, font=BIAOSONG, align=ALIGN.CENTER, exact=34)
    _blank(document)
    _line(document, f"{data['to']}：")
    for part in data["body"]:
        _part(document, part)
    _blank(document)
    _line(document, data["signer"], align=ALIGN.RIGHT, after=2)
    _line(document, data["date"], align=ALIGN.RIGHT, after=4).paragraph_format.space_after = Pt(FOUR)
    copies = [f"抄送：{data['copies']}"] if data["copies"] else []
    lines = [*copies, data["ref"], f"{data['printed']}\t{data['printed_on']}"]
    imprint(document, lines, lambda run: _font(run, FANGSONG, FOUR))
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


def _page(document: Any) -> None:
    """A4 with the margins that leave 156 mm by 225 mm; 7 mm below it the page's number, odd at the right, even left."""
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        _page_number(footer.paragraphs[0], align)


def _page_number(foot: Any, align: Any) -> None:
    foot.alignment, form = align, foot.paragraph_format
    form.left_indent = form.right_indent = Pt(FOUR)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(FOUR)
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        _font(run := foot.add_run(text), SONG, FOUR)
        if field:
            _field(run, field)


def _blank(document: Any, lines: int = 1) -> None:
    for _ in range(lines):
        _line(document, "")


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
    exact: float = LINE,
) -> Any:
    """A paragraph; `indent` and `after` are characters, `exact` is the height of its lines in points (0: as needed)."""
    made = document.add_paragraph()
    made.alignment = ALIGN.JUSTIFY if align is None else align
    form = made.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    form.first_line_indent, form.right_indent = Pt(indent * size), Pt(after * size)
    if exact:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
    for number, part in enumerate(text.split("\n")):
        run = made.add_run(part)
        if number:
            run._r.insert(0, OxmlElement("w:br"))
        _font(run, font, size)
        if size == THREE:
            _close_up(run)
        if colour is not None:
            run.font.color.rgb = colour
    return made


def _font(run: Any, name: str, size: float) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _close_up(run: Any) -> None:
    """So much less between two characters that 28 of them fill a line."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(TIGHT))
    run._r.get_or_add_rPr().insert_element_before(spacing, "w:sz")


def _field(run: Any, instruction: str) -> None:
    for kind, text in (("begin", None), (None, instruction), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _edge(paragraph: Any, where: str, colour: str, eighths: int, *, space: int) -> None:
    """A line along the paragraph: its width in eighths of a point, `space` points away from the text."""
    borders, side = OxmlElement("w:pBdr"), OxmlElement(f"w:{where}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", str(space)), ("color", colour)):
        side.set(qn(f"w:{name}"), value)
    borders.append(side)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _packed(document: Any) -> bytes:
    """The file without a clock and without an author."""
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    out = BytesIO()
    document.save(out)
    return undated(out.getvalue())
