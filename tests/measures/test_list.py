"""The list that comes with the service: whole, and the same facts as the measures' own text."""

import re
from pathlib import Path

import pytest

from app.measures import schemas

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "policy" / "source.txt"
ROWS = schemas.shipped(2026)


def test_there_are_22_tasks_and_85_measures_each_with_a_lead() -> None:
    assert [row["number"] for row in ROWS] == list(range(1, 86))
    assert {row["task"] for row in ROWS} == set(range(1, 23))
    assert [row["number"] for row in ROWS if not row["lead"] or not row["responsible"]] == []
    assert [row["task"] for row in ROWS] == sorted(row["task"] for row in ROWS)


def test_every_measure_has_words_of_its_own() -> None:
    titles = [row["title"] for row in ROWS]
    assert len(set(titles)) == 85
    assert max(map(len, titles)) <= 16


def _cells() -> list[str]:
    lines = SOURCE.read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("附表：") and "持久仗" in line)
    end = next(n for n, line in enumerate(lines) if line.strip() == "附件4")
    cells = "\n".join(lines[start:end]).split("\t")
    return [cell.replace("\n", "").strip() for cell in cells if cell.strip()]


@pytest.fixture(scope="module")
def source() -> dict[int, tuple[str, str, str]]:
    """Each measure's words, leading and responsible units, as the text has them."""
    if not SOURCE.exists():
        pytest.skip("the measures' text is not here")
    cells, found = _cells(), {}
    for place, cell in enumerate(cells):
        if match := re.match(r"（(\d+)）", cell):
            found[int(match[1])] = (cell, cells[place + 1], cells[place + 2])
    return found


def test_the_units_are_those_of_the_text(source: dict[int, tuple[str, str, str]]) -> None:
    assert source.keys() == set(range(1, 86))
    for row in ROWS:
        _words, lead, others = source[row["number"]]
        assert "".join(row["lead"]) == lead, row["number"]
        named = [name for name in row["responsible"] if name != "其他相关单位"]
        assert "".join(named) == re.sub("[、，](?![^（]*）)|等相关单位", "", others), row["number"]


def test_the_figures_are_those_of_the_text(source: dict[int, tuple[str, str, str]]) -> None:
    lacking = []
    for row in ROWS:
        words = source[row["number"]][0].replace("个工作日", "工作日").replace("3个", "3")
        for one in row["targets"]:
            unit = one.unit.replace("%", "[%％]")
            if not re.search(rf"{schemas.rules.plain(one.value)}(－2)?(类\d+)?{unit}", words):
                lacking.append((row["number"], one.name))
    assert lacking == []


def test_no_sentence_of_the_text_is_carried_over(source: dict[int, tuple[str, str, str]]) -> None:
    """Facts are everybody's: a title of more than twelve signs that stands in the text would be its words."""
    assert [row["number"] for row in ROWS if len(row["title"]) > 12 and row["title"] in source[row["number"]][0]] == []


def test_a_row_of_the_sheet_says_what_was_loaded() -> None:
    row = ROWS[10]
    listed = {"lead": "、".join(row["lead"]), "responsible": "、".join(row["responsible"])}
    targets = "；".join(schemas.rules.written(one) for one in row["targets"])
    typed = {**{name: str(row[name]) for name in row}, **listed, "targets": targets}
    fields = schemas.MeasureRow._declared_fields
    assert schemas.MeasureRow().load({str(fields[name].data_key): text for name, text in typed.items()}) == row


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [("年度", "26", "年度"), ("措施编号", "0", "编号"), ("措施编号", "1.5", "编号"), ("任务编号", "九", "编号")],
)
def test_a_row_that_is_no_measure_is_refused(title: str, text: str, code: str) -> None:
    faults = schemas.MeasureRow().validate({"年度": "2026", "措施编号": "1", "任务编号": "1", title: text})
    assert code in str(faults[title])
