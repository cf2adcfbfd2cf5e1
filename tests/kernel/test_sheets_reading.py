"""Files are read for what they are, whatever they are called; what cannot be read is refused with a way forward."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.sheets import book, read
from tests.kernel import sheets_made as made

ROWS = [["名称", "代码"], ["沅江公司", "123"], ["琼湖公司", "456"]]
TEXT = [tuple(row) for row in ROWS]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "kind", "encoding"),
    [
        (made.xlsx(ROWS), "xlsx", ""),
        (made.spreadsheetml(ROWS), "spreadsheetml", ""),
        (made.csv(ROWS), "csv", "utf-8"),
        (made.csv(ROWS, "utf-8-sig"), "csv", "utf-8-sig"),
        (made.csv(ROWS, "gb18030"), "csv", "gb18030"),
        (made.csv(ROWS, "gbk", "\t"), "csv", "gb18030"),
        (made.csv(ROWS, "utf-16", "\t"), "csv", "utf-16"),
        (made.csv(ROWS, "utf-8", ";"), "csv", "utf-8"),
    ],
    ids=["xlsx", "2003-xml", "utf-8", "bom", "gb18030", "gbk tabs", "unicode text", "semicolons"],
)
def test_each_kind_gives_the_same_rows(data: bytes, kind: str, encoding: str) -> None:
    found = read(data)
    assert (found.kind, found.encoding) == (kind, encoding)
    assert found.tables[0].rows == TEXT


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "sheet_empty"),
        (b" \r\n", "sheet_empty"),
        (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "sheet_old_xls"),
        (b"\x09\x08\x10\x00\x00\x06" + b"\x00" * 20, "sheet_old_xls"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "sheet_encrypted"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "sheet_html"),
        (b"\xef\xbb\xbf<!DOCTYPE html>\n<html>", "sheet_html"),
        (b"%PDF-1.7\n", "sheet_unknown"),
        (b"\x89PNG\r\n\x1a\n0000", "sheet_unknown"),
        (b"<?xml version='1.0'?><a/>", "sheet_unknown"),
        (made.csv(ROWS) + b"\x00", "sheet_unknown"),
        (made.package({"word/document.xml": b"<a/>"}), "sheet_unknown"),
        (made.package({"xl/workbook.bin": b"1"}), "sheet_other_workbook"),
        (made.package({"content.xml": b"<a/>"}), "sheet_other_workbook"),
        (made.package({"xl/workbook.xml": b"<a/>"}), "sheet_damaged"),
        (made.xlsx(ROWS)[:900], "sheet_damaged"),
        (made.spreadsheetml(ROWS)[:-30], "sheet_damaged"),
        (b'a,b\r\n"c,d\r\ne,f', "sheet_quotes"),
        (b"a,b\r\n" + b"\xff\xfe\x80\x81\xff\xff,\xff", "sheet_encoding"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_a_file_with_a_password_on_its_parts_is_refused() -> None:
    data = bytearray(made.xlsx(ROWS))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    assert code(bytes(data)) == "sheet_encrypted"


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kernel.sheets.reading.MOST_BYTES", 10)
    assert code(made.csv(ROWS)) == "sheet_too_large"


def test_a_small_file_that_unpacks_into_a_large_one_is_refused() -> None:
    bomb = made.repacked(made.xlsx(ROWS), "xl/worksheets/sheet1.xml", b" " * 5_000_000)
    assert len(bomb) < 20_000
    assert code(bomb) == "sheet_unpacks_too_large"


def test_many_parts_are_refused() -> None:
    parts = {f"xl/{number}.xml": b"" for number in range(book.MOST_PARTS)}
    assert code(made.package({"xl/workbook.xml": b"<a/>", **parts})) == "sheet_unpacks_too_large"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def test_entities_are_not_expanded() -> None:
    assert code(made.spreadsheetml([["&b;"]], doctype=LAUGHS)) == "sheet_damaged"
    sheet = (
        f'<?xml version="1.0"?>{LAUGHS}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    ).encode()
    data = made.repacked(made.xlsx(ROWS), "xl/worksheets/sheet1.xml", sheet)
    try:
        assert "haha" not in str(read(data).tables)
    except Refused as refused:
        assert refused.code == "sheet_damaged"  # noqa: PT017


@pytest.mark.parametrize("line", ["3000000", "99999999999"])
def test_a_forged_line_number_does_not_count_for_ever(line: str) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{line}"><c r="A{line}" t="n"><v>1</v></c></row></sheetData></worksheet>'
    ).encode()
    assert code(made.repacked(made.xlsx(ROWS), "xl/worksheets/sheet1.xml", sheet)) in {
        "sheet_too_many_rows",
        "sheet_damaged",
    }
    row = f'<Row ss:Index="{line}"><Cell><Data ss:Type="String">x</Data></Cell></Row>'
    assert code(made.spreadsheetml(ROWS, extra=row)) == "sheet_damaged"


@pytest.mark.parametrize("data", [made.xlsx(ROWS), made.csv(ROWS), made.spreadsheetml(ROWS)])
def test_more_rows_than_are_taken_are_refused(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 2)
    monkeypatch.setattr("app.kernel.sheets.spreadsheetml.MOST_ROWS", 1)
    assert code(data) == "sheet_too_many_rows"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (7, "7"),
        (7.0, "7"),
        (7.25, "7.25"),
        (330000100361788, "330000100361788"),
        (9.130100716103574e17, "9.13010071610357E+17"),
        (913010071610357000, "9.13010071610357E+17"),
        (913010071610357481, "913010071610357481"),
        (True, "True"),
        (date(2001, 2, 3), "2001-02-03"),
        (datetime.fromisoformat("2001-02-03"), "2001-02-03"),
        (datetime.fromisoformat("2001-02-03T04:05"), "2001-02-03 04:05:00"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_becomes_text_and_a_long_number_is_told_apart_from_a_code(value: object, text: str) -> None:
    assert book.text(value) == text


def test_a_workbooks_blank_lines_and_later_sheets_are_kept_in_place() -> None:
    found = read(made.xlsx([["a"], [], ["b"]], 第二页=[["c"]]))
    assert found.tables[0].rows == [("a",), (), ("b",)]
    assert found.tables[1] == book.Table("第二页", [("c",)])


def test_a_wrong_dimension_does_not_hide_rows() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
        b'<row r="2"><c r="B2" t="inlineStr"><is><t>c</t></is></c></row></sheetData></worksheet>'
    )
    found = read(made.repacked(made.xlsx(ROWS), "xl/worksheets/sheet1.xml", sheet))
    assert found.tables[0].rows == [("a", "b"), ("", "c")]


def test_the_2003_format_keeps_its_gaps_dates_and_merged_cells() -> None:
    extra = (
        '<Row ss:Index="5"><Cell ss:Index="2" ss:MergeAcross="1">'
        '<Data ss:Type="DateTime">2001-02-03T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Number">9.13E+17</Data></Cell></Row>'
    )
    assert read(made.spreadsheetml(ROWS, extra=extra)).tables[0].rows[3:] == [
        (),
        ("", "2001-02-03", "", "9.13E+17"),
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda tail: made.xlsx(ROWS)[:400] + tail))
def test_no_bytes_make_the_reader_fall_over(data: bytes) -> None:
    try:
        read(data)
    except Refused as refused:
        assert refused.code.startswith("sheet_")  # noqa: PT017


@given(
    st.lists(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8), max_size=4), max_size=4)
)
def test_what_was_written_as_csv_is_read_as_it_was(rows: list[list[str]]) -> None:
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in [["题"], *rows]]
    found = read(made.csv(quoted, "utf-8-sig")).tables[0].rows[1:]
    for row, back in zip(rows, found, strict=True):
        assert [cell for cell in row if cell.strip()] == [cell for cell in back if cell.strip()]
