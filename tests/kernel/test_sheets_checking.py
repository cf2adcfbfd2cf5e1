"""First the file, then its columns, then row by row; and the sheet given back marked."""

from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema

from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.sheets import Checked, Column, check, csv_lines, marked, neutral, read, template, workbook, workbooks
from tests.kernel import sheets_made as made


class Things(Schema):
    """A register made up for the tests."""

    code = Column("代码", parsing.phone, needed=True, aliases=("编号", "number"), example="07371234567")
    name = Column("名称", parsing.line, needed=True, aliases=("全称",), example="某物")
    since = Column("日期", parsing.day, example="2001-01-01")


HEAD = ["代码", "名称", "日期"]
ONE = ["07371234567", "甲", "2001-02-03"]
TWO = ["07371234568", "乙", "2001年2月4日"]


@pytest.fixture(autouse=True)
def words(sqlite_app: Flask) -> None:
    """Sentences need the app."""


def checked(rows: list[list[str]]) -> Checked:
    return check(read(made.xlsx(rows)), Things(), key="code")


def faults(rows: list[list[str]]) -> list[tuple[int, str]]:
    return [(row.line, fault.column) for row in checked(rows).bad for fault in row.faults]


def refusal(rows: list[list[str]]) -> Refused:
    with pytest.raises(Refused) as caught:
        checked(rows)
    return caught.value


def test_good_rows_come_as_values_with_their_lines() -> None:
    found = checked([HEAD, ONE, [], TWO])
    assert [(row.line, row.values["name"]) for row in found.good] == [(2, "甲"), (4, "乙")]
    assert found.rows == 2
    assert found.bad == []


@pytest.mark.parametrize(
    "head",
    [
        ["编号", "全称"],
        ["代码（必填）", "*名称"],
        ["编号/代码", " 名 称 "],
        ["ＮＵＭＢＥＲ", "名称："],
        ["代码\n（文本格式）", "名称/全称"],
        ["name", "code"],
    ],
)
def test_titles_are_known_by_their_other_names(head: list[str]) -> None:
    row = ONE[:2] if head[0] != "name" else [ONE[1], ONE[0]]
    assert checked([head, row]).good[0].values["name"] == "甲"


def test_a_header_below_title_and_instruction_rows_is_found() -> None:
    found = checked([["物品登记表"], ["说明：代码必填"], [], HEAD, ONE])
    assert (found.header.line, found.good[0].line) == (4, 5)


def test_the_sheet_with_the_header_is_taken() -> None:
    data = made.xlsx([["封面"]], 数据=[HEAD, ONE])
    assert check(read(data), Things(), key="code").table.title == "数据"


def test_unknown_columns_are_listed_and_left_alone() -> None:
    assert checked([[*HEAD, "备注"], [*ONE, "x"]]).header.unused == ["备注"]


@pytest.mark.parametrize("rows", [[["a", "b"], ["c", "d"]], [[f"{n}"] for n in range(40)] + [HEAD, ONE]])
def test_a_sheet_without_a_header_near_its_top_is_refused(rows: list[list[str]]) -> None:
    found = refusal(rows)
    assert found.code == "sheet_no_header"
    assert "代码" in found.facts["titles"]


def test_a_sheet_without_rows_is_refused() -> None:
    assert refusal([[], []]).code == "sheet_empty"
    assert refusal([["标题"], HEAD]).code == "sheet_no_rows"
    assert refusal([HEAD, ["案例（请删除）"]]).code == "sheet_no_rows"


def test_faults_of_columns_stop_before_any_row() -> None:
    found = checked([["代码", "日期", "编号"], ["bad", "bad", "bad"]])
    assert [fault.column for fault in found.header.faults] == ["代码", "名称"]
    assert "“代码”和“编号”都像“代码”" in found.header.faults[0].sentence
    assert "缺少“名称”" in found.header.faults[1].sentence
    assert (found.good, found.bad) == ([], [])


def test_faults_of_rows_name_line_and_column() -> None:
    rows = [HEAD, ONE, ["1", "丙", "2001-02-30"], ["07371234569", "", ""], TWO]
    assert faults(rows) == [(3, "代码"), (3, "日期"), (4, "名称")]
    assert "请填写这一项" in checked(rows).bad[1].faults[0].sentence


def test_a_code_twice_is_a_fault_of_the_later_row() -> None:
    found = checked([HEAD, ONE, TWO, ["0737-1234567".replace("-", ""), "丙", ""]])
    assert [row.line for row in found.bad] == [4]
    assert "第 2 行" in found.bad[0].faults[0].sentence


def test_a_bad_row_does_not_make_a_later_good_one_a_twin() -> None:
    assert faults([HEAD, [ONE[0], "", ""], ONE]) == [(2, "名称")]


def test_more_cells_than_columns_are_taken_for_shifted() -> None:
    found = checked([HEAD, [*ONE, "", "多"], TWO])
    assert [row.line for row in found.bad] == [2]
    assert "错位" in found.bad[0].faults[0].sentence


def test_damaged_text_is_told_once_for_each_cell() -> None:
    assert faults([HEAD, ["\ufffd\ufffd", "甲\ufffd", ""]]) == [(2, "代码"), (2, "名称")]


@pytest.mark.parametrize("nothing", ["N/A", "n/a", "--", "无", " ", "NULL"])
def test_a_cell_that_says_nothing_is_empty(nothing: str) -> None:
    assert "since" not in checked([HEAD, [*ONE[:2], nothing]]).good[0].values


@pytest.mark.parametrize(
    "row",
    [
        ["案例（请删除）", "某物", ""],
        ["07371234567", "某物", "2001-01-01（示例，请删除）"],
        ["示例", "x", "y"],
        ["填写说明：代码必填", "", ""],
    ],
)
def test_example_rows_are_left_out_and_listed(row: list[str]) -> None:
    found = checked([HEAD, row, ONE])
    assert (found.examples, found.rows, len(found.good)) == ([2], 1, 1)


def test_a_name_that_only_begins_like_an_example_is_a_row() -> None:
    assert checked([["名称", "代码"], ["示例科技公司", ONE[0]]]).examples == []


def test_progress_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kernel.sheets.checking.STEP", 2)
    heard: list[tuple[int, int]] = []
    check(read(made.xlsx([HEAD, ONE, TWO])), Things(), key="code", told=lambda done, every: heard.append((done, every)))
    assert heard == [(2, 3)]


def test_the_marked_sheet_is_the_same_sheet_with_a_column_of_faults() -> None:
    rows = [["物品登记表"], [*HEAD, "备注"], [*ONE, "=1+1"], ["1", "=cmd|x", "", ""], TWO]
    book = marked(check(read(made.csv(rows)), Things(), key="code"))
    found = made.cells(book)
    assert found[1] == [*HEAD, "备注", "错误说明"]
    assert found[2][:4] == [*ONE, "=1+1"]
    assert "请核对电话号码" in found[3][4]
    assert found[2][4] is None
    page = openpyxl.load_workbook(BytesIO(book)).worksheets[0]
    assert page["A4"].fill.start_color.rgb == "FFFFF1CC"
    assert page["A3"].fill.fill_type is None
    assert (page["D3"].data_type, page["B4"].data_type) == ("s", "s")


def test_the_marked_sheet_can_be_corrected_and_comes_back_without_a_second_column() -> None:
    again = read(marked(checked([HEAD, ONE, ["1", "乙", ""]])))
    found = check(again, Things(), key="code")
    assert [row.line for row in found.bad] == [3]
    assert made.cells(marked(found))[0] == [*HEAD, "错误说明"]


def test_a_shifted_row_is_marked_whole() -> None:
    page = openpyxl.load_workbook(BytesIO(marked(checked([HEAD, [*ONE, "多"], TWO])))).worksheets[0]
    assert page["D2"].fill.start_color.rgb == "FFFFF1CC"
    assert "错位" in str(page["E2"].value)


def test_the_template_is_a_sheet_that_its_own_check_reads() -> None:
    book = template("物品", Things(), mark_title="备注", example_mark="案例（请删除）")
    assert made.cells(book)[0] == ["代码*", "名称*", "日期", "备注"]
    with pytest.raises(Refused) as caught:
        check(read(book), Things(), key="code")
    assert caught.value.code == "sheet_no_rows"


TEXT = st.text(max_size=30)


@given(TEXT)
def test_no_cell_of_a_csv_is_a_formula(value: str) -> None:
    said = neutral(value)
    assert not said.lstrip(" \u00a0\u3000\ufeff").startswith(
        ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    )
    plain = "".join(sign for sign in value if sign >= " " or sign in "\t\r\n")
    assert said in {plain, f"'{plain}"}


@given(TEXT, st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", " =", "\x00=", "\n=", "　=", "＝", "\ufeff="]))
def test_what_begins_like_a_formula_gets_an_apostrophe(value: str, start: str) -> None:
    assert neutral(start + value).startswith("'")


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=3))
def test_no_cell_of_a_workbook_is_a_formula(rows: list[list[str]]) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook("页", ["=甲", "乙"], [["=1+1", "@x"], *rows])))
    kinds = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row}
    assert "f" not in kinds
    assert book.worksheets[0].freeze_panes == "A2"


def test_sheets_print_as_wide_as_a_page_and_long_texts_of_a_report_have_their_lines() -> None:
    long = "期内到期的时限" * 20  # 280 digits wide, in a column of 60
    list_ = openpyxl.load_workbook(BytesIO(workbook("页", ["甲"], [[long]]))).worksheets[0]
    book = openpyxl.load_workbook(BytesIO(workbooks([("页", ["甲", "乙"], [[long, "1"], ["短", "2"]])])))
    for page in (list_, *book.worksheets):
        assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == "$1:$1"
    read = book.worksheets[0]
    assert read["A2"].alignment.wrap_text
    assert not list_["A2"].alignment.wrap_text
    assert (read.row_dimensions[2].height, read.row_dimensions[3].height) == (75, None)
    assert read.column_dimensions["A"].width > 60 > read.column_dimensions["B"].width


def test_a_csv_opens_with_its_chinese_and_its_lines_intact() -> None:
    text = "".join(csv_lines(["名称", "数"], [["沅江, 公司", 5], ["=1", None]]))
    assert text == '\ufeff名称,数\r\n"沅江, 公司",5\r\n\'=1,\r\n'
