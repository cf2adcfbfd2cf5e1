"""Files and pasted lines become days, and say which line cannot be read."""

from datetime import date

import pytest

from app.kernel.errors import Refused
from app.workdays import schemas
from app.workdays.rules import DayKind, Special

EXPECTED = [Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"), Special(date(2027, 2, 20), DayKind.MAKEUP, "春节")]


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-01,休,元旦\n2027-02-20,班,春节\n",
        "日期,类型,名称\n2027-01-01,放假,元旦\n2027-02-20,调休上班,春节\n",
        "date,kind,name\r\n2027-01-01,holiday,元旦\r\n\r\n2027-02-20,makeup,春节\r\n",
        "2027年1月1日 休 元旦\n# 春节\n2027/2/20\t班\t春节",
        "２０２７－０１－０１，休，元旦\n20270220；班；春节".replace("－", "-"),
        '"2027-01-01","休","元旦"\n"2027-02-20","班","春节"',
        '[{"date":"2027-01-01","kind":"holiday","name":"元旦"},{"date":"2027-02-20","kind":"班","name":"春节"}]',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_calendar_file_is_read_however_it_is_written(text: str, encoding: str) -> None:
    assert schemas.days(text.encode(encoding)) == EXPECTED


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2027-01-01,休,元旦\n2027-02-30,休,春节", 2),
        ("2027-01-01,休,元旦\n\n2027-02-20,什么,春节", 3),
        ("2027-01-01,休", 1),
        ('[{"date": "2027-01-01"}]', 1),
        ('["2027-01-01"]', 1),
        ("[1]", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_its_number(text: str, line: int) -> None:
    with pytest.raises(Refused, match="calendar_line_unreadable") as refused:
        schemas.days(text.encode())
    assert refused.value.facts["line"] == line


@pytest.mark.parametrize("data", [b"\x00PK", b"\xff\xff\xff", b"[{", b"2027-01-01," * 20_000])
def test_a_file_that_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="calendar_file_unreadable"):
        schemas.days(data)
