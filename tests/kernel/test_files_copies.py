"""The copy that goes to departments: what one sees, and nothing that the file knew besides."""

from io import BytesIO

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from app.kernel.errors import Refused
from app.kernel.files import Accepted, Kind, checked, rerender
from app.kernel.files.extract import MOST_CELLS
from tests.kernel import papers
from tests.kernel.papers import MARK, everything, pages_of, tells, text_of

MADE = {
    Kind.JPG: lambda mark: papers.jpg(mark=mark),
    Kind.PNG: lambda mark: papers.png(mark=mark),
    Kind.PDF: lambda mark: papers.pdf(mark=mark),
    Kind.DOCX: lambda mark: papers.word(mark=mark),
    Kind.XLSX: lambda mark: papers.workbook(mark=mark),
}


def copy_of(data: bytes) -> Accepted:
    return rerender(checked("来件", data))


@pytest.mark.parametrize("kind", Kind)
def test_nothing_that_a_file_knows_about_its_author_is_in_the_copy(kind: Kind) -> None:
    original = MADE[kind](MARK)
    assert tells(original, MARK) or kind in {Kind.PNG, Kind.DOCX, Kind.XLSX}
    copy = copy_of(original)
    assert not tells(copy.data, MARK)
    assert MARK not in (text_of(copy.data) if copy.kind is Kind.PDF else "")


@pytest.mark.parametrize("kind", Kind)
def test_two_files_that_look_the_same_give_the_same_bytes(kind: Kind) -> None:
    one, two = copy_of(MADE[kind]("")), copy_of(MADE[kind](MARK))
    assert one.sha256 == two.sha256
    assert one.name == f"copy.{one.extension}"


@pytest.mark.parametrize("kind", Kind)
def test_a_copy_is_itself_a_file_that_would_be_taken_in(kind: Kind) -> None:
    copy = copy_of(MADE[kind](MARK))
    assert checked(copy.name, copy.data).kind is copy.kind
    assert copy.kind is (kind if kind in {Kind.JPG, Kind.PNG} else Kind.PDF)


def test_no_copy_carries_a_date_or_an_author() -> None:
    drawn = everything(copy_of(papers.pdf(mark=MARK)).data)
    assert not any(word in drawn for word in (b"Date", b"Producer", b"/Info", b"/ID", b"Metadata", b"2026"))
    for data in (papers.word(mark=MARK), papers.workbook(mark=MARK)):
        printed = everything(copy_of(data).data)
        assert not any(word in printed for word in (b"CreationDate", b"ModDate", b"CreateDate", b"/Author"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(orientation: int) -> None:
    turned = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    with Image.open(BytesIO(copy_of(papers.jpg(orientation=orientation)).data)) as image:
        assert image.size == ((80, 120) if orientation > 4 else (120, 80))
        right, low = turned[orientation]
        dark = image.convert("L").getpixel((right * (image.width - 5) + 2, low * (image.height - 5) + 2))
        assert dark < 60
        assert not image.getexif()


def test_a_large_photo_becomes_bounded_and_keeps_its_shape() -> None:
    with Image.open(BytesIO(copy_of(papers.jpg(papers.picture(4000, 3000))).data)) as image:
        assert image.size == (2400, 1800)


def test_what_lies_under_transparency_is_not_in_the_copy() -> None:
    hidden = Image.new("RGBA", (20, 20), (200, 0, 0, 0))
    with Image.open(BytesIO(copy_of(papers.png(hidden)).data)) as image:
        assert image.getcolors() == [(400, (255, 255, 255))]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_a_png_can_be_copied(mode: str) -> None:
    image = Image.new(mode, (30, 20), 0 if mode != "P" else 3)
    with Image.open(BytesIO(copy_of(papers.png(image)).data)) as copied:
        assert copied.size == (30, 20)


def test_a_cmyk_photo_becomes_one_that_every_browser_shows() -> None:
    with Image.open(BytesIO(copy_of(papers.jpg(Image.new("CMYK", (30, 20)))).data)) as copied:
        assert (copied.mode, copied.getpixel((5, 5))) == ("RGB", (255, 255, 255))


def test_the_copy_of_a_pdf_shows_each_page_in_its_size_and_has_no_text_to_search() -> None:
    original = papers.pdf(pages=3)
    copy = copy_of(original).data
    assert text_of(copy).strip() == ""
    for seen, copied in zip(pages_of(original), pages_of(copy), strict=True):
        assert seen.size == copied.size
        assert sum(copied.convert("L").histogram()[:100]) > 200


def darkness(data: bytes, box: tuple[int, int, int, int]) -> int:
    return sum(pages_of(data)[0].crop(box).convert("L").histogram()[:128])


def test_what_was_filled_into_a_pdf_form_is_seen_in_the_copy() -> None:
    field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/V(30 000 yuan)/DA(/F 12 Tf 0 g)/Rect[100 500 300 530]/F 4>>"
    fonts = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    form = f"/AcroForm<</Fields[90 0 R]/DA(/F 12 Tf 0 g)/DR{fonts}>>"
    made = papers.pdf(root=form, page="/Annots[90 0 R]", more=f"90 0 obj\n{field}\nendobj\n")
    assert darkness(copy_of(made).data, (95, 312, 300, 342)) > 50


def test_hidden_notes_authors_and_scripts_of_a_pdf_are_not_in_the_copy() -> None:
    place = "/Rect[200 200 400 300]/C[0 0 0]"
    notes = (
        f"<</Type/Annot/Subtype/Square/F 2/IC[0 0 0]{place}>><</Type/Annot/Subtype/Popup/F 4/Open true"
        f"/Contents({MARK}){place}>><</Type/Annot/Subtype/Text/F 4/Rect[72 100 90 118]/Contents({MARK})/T({MARK})>>"
    )
    script = f"/OpenAction<</S/JavaScript/JS({MARK})>>"
    copy = copy_of(papers.pdf(root=script, page=f"/Annots[{notes}]")).data
    assert not any(tells(copy, told) for told in (MARK, "JavaScript", "Annot"))
    assert darkness(copy, (195, 535, 405, 650)) == 0


def test_the_copy_of_a_document_keeps_its_words_and_tables_and_says_what_is_left_out() -> None:
    text = text_of(copy_of(papers.word(mark=MARK)).data).replace("\n", "")
    for kept in ("检查人员没有出示批准单。", "第二次检查在九月。", "2026-09-11", "原件中的图片未随副本转出"):
        assert kept in text


def test_the_copy_of_a_workbook_keeps_visible_values_and_says_what_is_left_out() -> None:
    text = text_of(copy_of(papers.workbook(mark=MARK)).data).replace("\n", "")
    for kept in ("收费", "检测费", "1200", "80.5", "原件中的图片未随副本转出", "隐藏的行、列、工作表"):
        assert kept in text
    assert "内部" not in text


def test_struck_out_words_are_left_out_and_inserted_ones_kept() -> None:
    document = docx.Document()
    body = document.element.body
    for place, xml in enumerate(
        (
            "<w:p {}><w:pPr><w:numPr/></w:pPr><w:r><w:t>列出的</w:t></w:r></w:p>",
            "<w:p {}><w:ins><w:r><w:t>新加的</w:t></w:r></w:ins></w:p>",
            "<w:p {}><w:del><w:r><w:delText>删掉的</w:delText></w:r></w:del></w:p>",
            "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>控</w:t><w:br/><w:t>件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        )
    ):
        body.insert(place, parse_xml(xml.format(nsdecls("w"))))
    out = BytesIO()
    document.save(out)
    text = text_of(copy_of(out.getvalue()).data)
    assert "• 列出的\n新加的\n控\n件" in text
    assert "删掉的" not in text


def test_text_that_a_style_hides_is_left_out() -> None:
    document = docx.Document()
    hidden = document.styles.add_style("Unseen", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    derived = document.styles.add_style("Also unseen", WD_STYLE_TYPE.CHARACTER)
    derived.base_style = hidden
    shown = document.styles.add_style("Seen again", WD_STYLE_TYPE.CHARACTER)
    shown.base_style, shown.font.hidden = hidden, False
    paragraph = document.add_paragraph("写明的")
    for style, text in ((hidden, "甲甲"), (derived, "乙乙"), (shown, "丙丙")):
        paragraph.add_run(text, style)
    paragraph.add_run("丁丁", hidden).font.hidden = False
    unseen = document.styles.add_style("Unseen paragraph", WD_STYLE_TYPE.PARAGRAPH)
    unseen.font.hidden = True
    document.add_paragraph("戊戊", unseen)
    out = BytesIO()
    document.save(out)
    text = text_of(copy_of(out.getvalue()).data)
    assert "写明的丙丙丁丁" in text
    assert not any(left in text for left in ("甲甲", "乙乙", "戊戊"))


def test_a_table_in_a_table_becomes_lines_and_a_struck_out_row_goes() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=1)
    inner = table.cell(0, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "里一", "里二"
    table.cell(1, 0).text = "删去的行"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    out = BytesIO()
    document.save(out)
    text = text_of(copy_of(out.getvalue()).data)
    assert "里一 里二" in text
    assert "删去的行" not in text


def test_a_long_workbook_is_cut_and_the_copy_says_so() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("一")
    for row in range(MOST_CELLS // 10 + 1):
        sheet.append([row] * 10)
    out = BytesIO()
    book.save(out)
    assert "其余部分未随副本转出" in text_of(copy_of(out.getvalue()).data)


@pytest.mark.parametrize("cell", ["A5000", "XFD3"])
def test_a_far_off_cell_is_not_dropped_in_silence(cell: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active[cell] = "甲", "乙"
    out = BytesIO()
    book.save(out)
    assert "其余部分未随副本转出" in text_of(copy_of(out.getvalue()).data)


def test_a_short_document_does_not_claim_to_be_cut() -> None:
    assert "其余部分" not in text_of(copy_of(papers.workbook()).data)


def test_an_empty_workbook_still_gives_a_copy() -> None:
    out = BytesIO()
    openpyxl.Workbook().save(out)
    assert len(pages_of(copy_of(out.getvalue()).data)) == 1


def test_words_of_a_document_are_never_run_as_a_program() -> None:
    document = docx.Document()
    document.add_paragraph('#read("/etc/hostname") *粗* $x$ @here <tag> \\ "')
    out = BytesIO()
    document.save(out)
    assert '#read("/etc/hostname") *粗* $x$ @here <tag> \\ "' in text_of(copy_of(out.getvalue()).data)


def test_a_file_that_cannot_be_drawn_after_all_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        rerender(Accepted(kind=Kind.DOCX, data=b"PK", name="坏.docx"))
    assert (caught.value.code, caught.value.facts) == ("file_damaged", {"name": "坏.docx"})
