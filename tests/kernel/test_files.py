"""What may come in: judged by content, refused with a sentence."""

import zlib
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.kernel import wording
from app.kernel.errors import Refused
from app.kernel.files import LIMITS, Kind, Limits, checked, checked_all
from app.kernel.wording import files as words
from tests.kernel import papers

GOOD = {
    Kind.JPG: papers.jpg(),
    Kind.PNG: papers.png(),
    Kind.PDF: papers.pdf(),
    Kind.DOCX: papers.word(),
    Kind.XLSX: papers.workbook(),
}


def refusal(name: str, data: bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        checked(name, data, limits=limits, field="evidence")
    assert caught.value.field == "evidence"
    return caught.value


def outcome(name: str, data: bytes) -> str:
    try:
        checked(name, data)
    except Refused as refused:
        return refused.code
    return "taken in"


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_on_the_list_is_taken_in(kind: Kind) -> None:
    accepted = checked(f"证据.{kind}", GOOD[kind])
    assert (accepted.kind, accepted.name, accepted.extension) == (kind, f"证据.{kind}", kind.value)
    assert accepted.data == GOOD[kind]
    assert len(accepted.sha256) == 64
    assert "/" in accepted.mime


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("照片.png", "照片.jpg"),
        ("照片.JPEG", "照片.jpg"),
        ("照片", "照片.jpg"),
        ("", "file.jpg"),
        ("..\\..\\etc/照片.jpg", "照片.jpg"),
        ("a\x00b\u202egpj.jpg", "abgpj.jpg"),
        ("长" * 300 + ".jpg", "长" * 80 + ".jpg"),
    ],
)
def test_the_name_is_made_fit_to_show_and_gets_the_extension_of_the_content(name: str, kept: str) -> None:
    assert checked(name, GOOD[Kind.JPG]).name == kept


def test_an_empty_file_is_refused() -> None:
    assert refusal("空.pdf", b"").code == "file_empty"


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    error = refusal("大.jpg", b"\xff\xd8\xff" + bytes(LIMITS.size - 2))
    assert (error.code, error.facts["most"]) == ("file_too_large", 10)


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + bytes(30),
        b"junk\n" + papers.pdf(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        papers.repacked(papers.word(), {}, without="[Content_Types].xml"),
        papers.repacked(papers.word(), {"[Content_Types].xml": b"<Types/>"}),
    ],
)
def test_content_that_is_not_on_the_list_is_refused_whatever_its_name(data: bytes) -> None:
    assert refusal("说明.pdf", data).code == "file_unknown_kind"


@pytest.mark.parametrize("name", ["账单.exe", "账单.html", "账单.docm", "账单.xls"])
def test_a_name_that_claims_a_kind_not_on_the_list_is_refused(name: str) -> None:
    error = refusal(name, GOOD[Kind.XLSX])
    assert (error.code, error.facts["kind"]) == ("file_mismatch", "xlsx")


@pytest.mark.parametrize("kind", [Kind.JPG, Kind.PNG, Kind.DOCX, Kind.XLSX])
def test_half_a_file_is_refused_as_damaged(kind: Kind) -> None:
    data = papers.jpg(papers.picture(800, 800)) if kind is Kind.JPG else GOOD[kind]
    assert refusal(f"断.{kind}", data[: len(data) // 2]).code == "file_damaged"


def test_a_pdf_without_pages_is_refused_as_damaged() -> None:
    assert refusal("断.pdf", b"%PDF-1.4\nnothing").code == "file_damaged"
    assert refusal("断.pdf", papers.pdf(pages=0)).code == "file_damaged"


def test_a_package_with_an_unreadable_document_is_refused_as_damaged() -> None:
    assert refusal("坏.docx", papers.repacked(GOOD[Kind.DOCX], {"word/document.xml": b"<w:p"})).code == "file_damaged"
    broken = papers.repacked(GOOD[Kind.XLSX], {"xl/worksheets/sheet1.xml": b"<worksheet><row>"})
    assert refusal("坏.xlsx", broken).code == "file_damaged"


def test_a_part_that_declares_entities_is_refused() -> None:
    laughs = b'<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Types>&b;</Types>'
    assert refusal("笑.docx", papers.repacked(GOOD[Kind.DOCX], {"[Content_Types].xml": laughs})).code == "file_damaged"


def test_a_file_with_a_password_is_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal("密.docx", ole).code == "file_encrypted"
    assert refusal("密.pdf", papers.locked_pdf()).code == "file_encrypted"
    flagged = bytearray(GOOD[Kind.DOCX])
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    assert refusal("密.docx", bytes(flagged)).code == "file_encrypted"


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "word/activeX/activeX1.bin"])
def test_an_office_file_with_a_program_in_it_is_refused(part: str) -> None:
    kind = Kind.XLSX if part.startswith("xl") else Kind.DOCX
    assert refusal(f"宏.{kind}", papers.repacked(GOOD[kind], {part: b"program"})).code == "file_macro"


def test_a_macro_document_renamed_to_docx_is_refused() -> None:
    types = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/a.xml" '
        b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    assert refusal("宏.docx", papers.repacked(GOOD[Kind.DOCX], {"[Content_Types].xml": types})).code == "file_macro"


def test_a_package_that_unpacks_too_far_is_refused() -> None:
    bomb = papers.repacked(GOOD[Kind.XLSX], {"xl/media/a.bin": bytes(30 * 1024 * 1024)})
    assert refusal("炸.xlsx", bomb).code == "file_bomb"
    many = papers.repacked(GOOD[Kind.DOCX], {f"word/media/{n}": b"" for n in range(LIMITS.entries)})
    assert refusal("炸.docx", many).code == "file_bomb"
    assert refusal("炸.docx", GOOD[Kind.DOCX], LIMITS._replace(part=1000)).code == "file_bomb"


@pytest.mark.parametrize("side", [7_100, 20_000])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    header = side.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    rest = b"IDAT" + zlib.compress(bytes(10))
    data += (len(rest) - 4).to_bytes(4, "big") + rest + zlib.crc32(rest).to_bytes(4, "big")
    assert refusal("炸.png", data).code == "file_bomb"


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    assert checked("厚.pdf", papers.pdf(pages=LIMITS.pages)).kind is Kind.PDF
    error = refusal("厚.pdf", papers.pdf(pages=LIMITS.pages + 1))
    assert (error.code, error.facts["most"]) == ("file_too_many_pages", LIMITS.pages)


def test_one_act_takes_five_files_and_no_sixth() -> None:
    upload = ("a.jpg", GOOD[Kind.JPG])
    assert len(checked_all([upload] * 5)) == 5
    with pytest.raises(Refused) as caught:
        checked_all([upload] * 6)
    assert (caught.value.code, caught.value.field) == ("files_over_count", "files")
    assert checked_all([]) == []


def test_a_workbook_as_a_program_writes_it_with_wrong_dimensions_is_read() -> None:
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("一").append(["甲"])
    out = BytesIO()
    book.save(out)
    assert checked("表.xlsx", out.getvalue()).kind is Kind.XLSX


def test_a_picture_of_several_frames_is_taken_in_as_a_picture() -> None:
    out = BytesIO()
    papers.picture().save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (120, 80))])
    assert checked("全景.jpg", out.getvalue()).kind is Kind.JPG


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_file_with_a_changed_byte_is_taken_in_or_refused_and_never_an_error(kind: Kind, data: st.DataObject) -> None:
    content = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert outcome("改.pdf", bytes(content)) in {"taken in", *words.REFUSALS}


@given(st.binary(max_size=200), st.text(max_size=30), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff"]))
@settings(max_examples=60, deadline=None)
def test_no_bytes_and_no_name_make_an_error(data: bytes, name: str, start: bytes) -> None:
    assert outcome(name, start + data) in {"taken in", *words.REFUSALS}


@pytest.mark.parametrize("code", words.REFUSALS)
def test_every_refusal_tells_what_is_wrong_and_what_to_do(code: str) -> None:
    facts = {"name": "a%b.pdf", "most": 10, "given": 6, "extension": "exe", "kind": "pdf"}
    told = wording.tell(code, facts)
    assert told.sentence
    assert told.forward
