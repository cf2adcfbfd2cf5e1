"""Values of rules: read as people write them, kept without loss."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.kernel.errors import Refused
from app.policy import rules, schemas
from app.policy.rules import Unit, ValueKind

ROWS = schemas.rulebook(schemas.DEFAULT.read_bytes())
BY_ID = {row.id: row for row in ROWS}


@pytest.mark.parametrize(
    ("kind", "unit", "text", "value"),
    [
        (ValueKind.WHOLE, Unit.WORKDAYS, "７", 7),
        (ValueKind.DECIMAL, Unit.YUAN, "30,000.00", Decimal("30000.00")),
        (ValueKind.DECIMAL, Unit.PERCENT, "100", Decimal(100)),
        (ValueKind.LIST, Unit.NONE, "满意、不满意", ["满意", "不满意"]),
        (ValueKind.RANGE, Unit.DAY_OF_MONTH, "1-20", [1, 20]),
        (ValueKind.RANGE, Unit.DAY_OF_MONTH, "1 至 15 日", [1, 15]),
        (ValueKind.MONTH_DAY, Unit.NONE, "3月31日", "03-31"),
        (ValueKind.DAY, Unit.NONE, "2026年1月1日", "2026-01-01"),
    ],
)
def test_a_value_is_read_and_kept_without_loss(kind: ValueKind, unit: Unit, text: str, value: rules.Value) -> None:
    read = rules.read(kind, text, unit=unit)
    assert read == value
    assert rules.restored(kind, rules.kept(read)) == value
    assert rules.read(kind, rules.written(read), unit=unit) == value


@pytest.mark.parametrize(
    ("kind", "unit", "text", "code"),
    [
        (ValueKind.WHOLE, Unit.WORKDAYS, "七", "rule_value_whole"),
        (ValueKind.WHOLE, Unit.WORKDAYS, "-1", "rule_value_whole"),
        (ValueKind.WHOLE, Unit.WORKDAYS, "0", "rule_value_bounds"),
        (ValueKind.WHOLE, Unit.WORKDAYS, "1001", "rule_value_bounds"),
        (ValueKind.DECIMAL, Unit.YUAN, "三万", "rule_value_decimal"),
        (ValueKind.DECIMAL, Unit.YUAN, "0.001", "rule_value_decimal"),
        (ValueKind.DECIMAL, Unit.YUAN, "NaN", "rule_value_decimal"),
        (ValueKind.DECIMAL, Unit.YUAN, "Infinity", "rule_value_decimal"),
        (ValueKind.DECIMAL, Unit.PERCENT, "100.01", "rule_value_bounds"),
        (ValueKind.DECIMAL, Unit.PERCENT, "-1", "rule_value_bounds"),
        (ValueKind.LIST, Unit.NONE, "、", "rule_value_list"),
        (ValueKind.LIST, Unit.NONE, "满意、满意", "rule_value_list"),
        (ValueKind.RANGE, Unit.DAY_OF_MONTH, "20-1", "rule_value_range"),
        (ValueKind.RANGE, Unit.DAY_OF_MONTH, "1-32", "rule_value_range"),
        (ValueKind.MONTH_DAY, Unit.NONE, "02-30", "rule_value_month_day"),
        (ValueKind.MONTH_DAY, Unit.NONE, "三月底", "rule_value_month_day"),
        (ValueKind.DAY, Unit.NONE, "昨天", "date_malformed"),
        (ValueKind.CHOICE, Unit.NONE, "别的", "choice_unknown"),
    ],
)
def test_a_value_that_cannot_be_is_refused(kind: ValueKind, unit: Unit, text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        rules.read(kind, text, unit=unit, choices=["need_approval", "exempt"])


def test_a_rule_with_one_choice_is_not_edited() -> None:
    assert not rules.is_editable(ValueKind.CHOICE, ["stored"])
    assert rules.is_editable(ValueKind.CHOICE, ["need_approval", "exempt"])
    assert rules.is_editable(ValueKind.WHOLE, [])


@pytest.mark.parametrize(
    ("from_on", "code"),
    [("2026-09-10", "rule_retroactive"), ("2026-10-01", "rule_later_version"), ("2026-10-02", None)],
)
def test_a_version_never_works_backwards(from_on: str, code: str | None) -> None:
    def check() -> None:
        rules.check_effect(date.fromisoformat(from_on), today=date(2026, 9, 11), last_from=date(2026, 10, 1))

    if code is None:
        check()
    else:
        with pytest.raises(Refused, match=code):
            check()


@pytest.mark.parametrize(
    ("rule_id", "value"),
    [
        ("complaint.accept", 1),
        ("complaint.verify", 3),
        ("complaint.simple", 7),
        ("complaint.complex", 15),
        ("publish.results", 20),
        ("plan.publish_by", "03-31"),
        ("plan.done_by", "11-15"),
        ("plan.item_coverage", Decimal(100)),
        ("plan.joint_share", Decimal(20)),
        ("cap.share", Decimal(5)),
        ("quiet.days", [1, 20]),
        ("penalty.file_from", Decimal("30000.00")),
        ("draw.min_inspectors", 2),
        ("exempt.trustworthy", 5),
        ("repeat.same_line", 1),
    ],
)
def test_the_rulebook_says_what_the_measures_say(rule_id: str, value: rules.Value) -> None:
    assert BY_ID[rule_id].value == value


def test_every_rule_names_its_clause_and_tells_what_it_means() -> None:
    assert all(row.clause and row.meaning.endswith("。") and row.from_on == date(2023, 4, 23) for row in ROWS)


def test_every_rule_that_the_service_asks_for_is_in_the_rulebook() -> None:
    app = Path(__file__).parents[2] / "app"
    ids = re.compile(rf'"((?:{"|".join({row.id.split(".")[0] for row in ROWS})})\.[a-z_]+)"')
    asked = {
        found
        for path in (app / "complaints").rglob("*.py")
        if path.name != "models.py" and "models" not in path.parts
        for found in re.findall(r'term\(\s*"([a-z_.]+)"', path.read_text())
        + (ids.findall(path.read_text()) if "TERMS" in path.read_text() and path.name == "rules.py" else [])
    }
    assert asked <= BY_ID.keys()


GOOD = """from_on = 2023-04-23
[[rule]]
id = "a.b"
kind = "whole"
value = 1
basis = "law"
clause = "x"
meaning = "y"
"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "from_on = ",
        "from_on = 2023-04-23",
        GOOD.replace("2023-04-23", '"2023"'),
        GOOD.replace("value = 1", "value = -1"),
        GOOD.replace('"whole"', '"float"'),
        GOOD.replace('meaning = "y"\n', ""),
        GOOD + GOOD.partition("\n")[2],
    ],
)
def test_a_rulebook_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="rule_file_unreadable"):
        schemas.rulebook(text.encode())


def test_a_city_can_bring_its_own_rulebook() -> None:
    assert [row.value for row in schemas.rulebook(GOOD.encode())] == [1]


@pytest.mark.parametrize(
    ("day", "number"), [("2026-09-01", 1), ("2026-09-11", 11), ("2026-09-20", 20), ("2026-09-21", None)]
)
def test_both_ends_of_the_quiet_days_are_quiet(day: str, number: int | None) -> None:
    assert rules.quiet_day_number(date.fromisoformat(day), [1, 20]) == number
