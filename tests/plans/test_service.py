"""Plans drafted, filled, merged, published; what a draw of them needs. On both databases."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.departments.models import Department
from app.enterprises import queries as enterprises
from app.enterprises.rules import Grade, Kind, Risk, State
from app.inspectors import queries as known
from app.inspectors import service as inspectors
from app.items import service as items
from app.items.models import Item
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Missing, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.plans import queries, service
from app.plans.models import AnnualPlan, PlanTask
from tests import make

MARCH = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 9, 11)
DIGEST = "c" * 64


def values(unit: Department, item: Item, *more: Department, **other: Any) -> dict[str, Any]:
    """The values of a task of these departments, the first one leading, at 5 %."""
    return {**make.TASK, "departments": [unit, *more], "items": [item], **other}


def known_item(*arguments: Any, **more: Any) -> Item:
    """An item that was in force when the year began."""
    return make.item(*arguments, **({"from_on": date(2026, 1, 1)} | more))


def twenty(count: int = 20, **more: Any) -> None:
    """As many enterprises of one trade, graded B."""
    for _ in range(count):
        make.enterprise(**({"trade": "C 食品生产", "kind": Kind.COMPANY, "credit_grade": Grade.B} | more))


class Setting:
    """Two departments with inspectors and an item each, the rulebook and the calendar."""

    def __init__(self) -> None:
        make.rulebook()
        make.calendar()
        self.one, self.other = make.department("市场监管局"), make.department("应急管理局")
        self.item, self.second = known_item("甲", [self.one]), known_item("乙", [self.other])
        for unit in (self.one, self.other):
            for _ in range(2):
                make.inspector(unit)
        self.plan = make.plan()

    def add(self, number: str, *units: Department, items: list[Item] | None = None, **other: Any) -> PlanTask:
        lead, *more = units or (self.one,)
        given = values(lead, self.item, *more, **other)
        given["items"] = items or [self.item]
        with transaction():
            return service.add_task(self.plan, number, **given, by=SYSTEM, at=MARCH)

    def joint(self, number: str = "J-1", **other: Any) -> PlanTask:
        return self.add(number, self.one, self.other, items=[self.item, self.second], **other)


@pytest.fixture
def setting(app: Flask) -> Setting:
    return Setting()


def refused(act: Any, *arguments: Any, kind: type[Refused] = Refused, **more: Any) -> Refused:
    with pytest.raises(kind) as caught, transaction():
        act(*arguments, **({"by": SYSTEM, "at": MARCH} | more))
    return caught.value


def test_a_year_has_one_plan(setting: Setting) -> None:
    assert refused(service.draft, 2026).code == "plan_year_taken"
    with transaction():
        service.draft(2027, by=SYSTEM, at=MARCH)
    assert [plan.year for plan in queries.years()] == [2027, 2026]
    with pytest.raises(Missing):
        queries.by_year(1999)


def test_a_task_is_added_with_its_lead_first_and_every_version_stays(setting: Setting) -> None:
    task = setting.joint()
    assert [unit.name for unit in task.departments] == ["市场监管局", "应急管理局"]
    assert (task.plain.joint, task.plain.items) == (True, (setting.item.code, setting.second.code))
    version = task.version
    with transaction():
        assert not service.revise_task(task, name=task.name, items=list(reversed(task.items)), by=SYSTEM, at=MARCH)
        units = [setting.other, setting.one]
        assert service.revise_task(task, departments=units, rate_a=100, by=SYSTEM, at=MARCH)
    assert (task.departments, task.version > version) == (units, True)
    with transaction():
        service.remove_task(task, by=SYSTEM, at=MARCH)
    assert queries.tasks(setting.plan) == []
    assert [one.verb for one in queries.versions(setting.plan)] == [
        "plan:draft",
        "plan:add_task",
        "plan:revise_task",
        "plan:remove_task",
    ]
    (before,), (after,) = queries.tasks_at(setting.plan, 2), queries.tasks_at(setting.plan, 3)
    assert (before.departments[0], after.departments[0]) == (setting.one.code, setting.other.code)
    assert after.rates["A"] == 100
    assert queries.tasks_at(setting.plan, 4) == []
    with pytest.raises(Missing):
        queries.tasks_at(setting.plan, 5)


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"rate_b": 600, "rate_c": 500}, "plan_rates_order", "rate_b"),
        ({"from_month": 8, "until_month": 5}, "plan_months_order", "until_month"),
        ({"until_month": 12}, "plan_months_late", "until_month"),
        ({"inspectors": 1}, "plan_inspectors_few", "inspectors"),
        ({"items": []}, "plan_task_without", "items"),
        ({"departments": []}, "plan_task_without", "departments"),
    ],
)
def test_what_no_task_can_be_is_refused(setting: Setting, other: dict[str, Any], code: str, field: str) -> None:
    found = refused(service.add_task, setting.plan, "T-1", **{**values(setting.one, setting.item), **other})
    assert (found.code, found.field) == (code, field)
    task = setting.add("T-2")
    assert refused(service.revise_task, task, **other).code == code


def test_an_incomplete_item_cannot_be_planned(setting: Setting) -> None:
    lame = known_item("缺依据", [setting.one], basis="")
    assert refused(service.add_task, setting.plan, **values(setting.one, lame)).code == "item_incomplete"
    found = queries.outlook(setting.plan, TODAY)
    assert lame.code in str([one.facts for one in found.findings if one.code == "items_incomplete"])


def test_a_number_is_given_once_and_made_where_none_is_said(setting: Setting) -> None:
    setting.add("")
    second = setting.add("")
    assert second.number == f"{setting.one.code}-02"
    given = values(setting.one, setting.item)
    assert refused(service.add_task, setting.plan, second.number, **given).code == "plan_number_taken"


def test_who_looked_at_an_older_version_changes_nothing(setting: Setting) -> None:
    task = setting.add("T-1")
    for act, more in (
        (service.revise_task, {"name": "改"}),
        (service.remove_task, {}),
        (service.schedule, {"visits": {}}),
    ):
        found = refused(act, task, **more, seen=task.version - 1, kind=Conflict)
        assert found.code == "changed_meanwhile"


def test_the_office_changes_every_task_and_a_clerk_those_that_the_own_department_leads(setting: Setting) -> None:
    joint = setting.joint()
    lead, party = make.user(Role.CLERK, setting.one), make.user(Role.CLERK, setting.other)
    officer = make.user(Role.OVERSIGHT)
    assert [queries.may_edit(joint, user) for user in (lead, party, officer)] == [True, False, True]
    assert not queries.may_edit(joint, make.user(Role.LEADER))
    with pytest.raises(Forbidden):
        queries.editable(setting.plan, "J-1", to=party)
    assert list(queries.of_department(setting.plan, setting.other.id)) == [joint]


def publish(plan: AnnualPlan, at: datetime = MARCH, by: Any = SYSTEM) -> None:
    with transaction():
        service.publish(plan, by=by, at=at)


def test_a_plan_is_published_with_what_was_counted_and_never_changes_again(setting: Setting) -> None:
    twenty()
    task = setting.joint()
    user = make.user(Role.OVERSIGHT)
    publish(setting.plan, by=user)
    plan = queries.public(2026)
    assert (plan.published_on, plan.figures["active"], plan.figures["quotas"]["J-1"]["B"]) == (
        date(2026, 3, 20),
        20,
        [1, 20],
    )
    (entry,) = [one for one in ledger.of("plan:2026") if one.verb == "plan:publish"]
    assert json.loads(entry.facts)["joint"] == "1/1"
    assert entry.actor == user.actor
    for act, first, more in (
        (service.publish, plan, {}),
        (service.add_task, plan, {"number": "T", **values(setting.one, setting.item)}),
        (service.revise_task, task, {"name": "改"}),
        (service.remove_task, task, {}),
        (service.schedule, task, {"visits": {}}),
        (service.merge, plan, {}),
        (service.supervise, plan, {"department": setting.one, "basis": "法"}),
    ):
        assert refused(act, first, **more, kind=Conflict).code == "plan_published"


def test_an_empty_plan_is_not_published(setting: Setting) -> None:
    assert refused(service.publish, setting.plan).code == "plan_empty"
    with pytest.raises(Missing):
        queries.public(2026)


@pytest.mark.parametrize(
    ("case", "code", "told"),
    [
        ("alone", "plan_joint_short", "T-1"),
        ("item", "plan_items_missing", "SX-NEW"),
        ("city", "plan_city_over_cap", "J-1"),
        ("share", "plan_tasks_over_share", "T-9"),
        ("unit", "plan_departments_over_cap", "UNIT"),
        ("staff", "plan_inspectors_short", "J-1"),
        ("high", "plan_supervision_short", ""),
        ("ended", "plan_items_unplannable", "J-1"),
    ],
)
def test_publishing_is_refused_while_a_rule_is_broken_and_the_rows_are_named(
    setting: Setting, case: str, code: str, told: str
) -> None:
    twenty()
    if case == "alone":
        setting.add("T-1", items=[setting.item, setting.second])
    else:
        setting.joint(**RATES.get(case, {}))
    BREAKING[case](setting)
    found = refused(service.publish, setting.plan)
    assert found.code == code
    assert told.replace("UNIT", setting.one.code) in found.facts["rows"]
    assert "附件" in found.facts["clause"] or "法" in found.facts["clause"]
    assert queries.by_year(2026).published_on is None


def _end_item(setting: Setting) -> None:
    with transaction():
        items.revise(setting.item, until_on=date(2026, 3, 1), by=SYSTEM, at=MARCH)


def _dismiss(setting: Setting) -> None:
    with transaction():
        first = next(iter(known.export(known.Filters(department_id=setting.one.id))))
        inspectors.revise(first, active=False, by=SYSTEM, at=MARCH)


def _small_share(setting: Setting) -> None:
    """A task over its frame while department and city stay below theirs."""
    twenty(30, trade="H 餐饮")
    setting.add("T-9", setting.one, trades=["H"], rate_b=1000, rate_c=1000, rate_d=1000, rate_u=1000)
    twenty(20, trade="J")


def _unit(setting: Setting) -> None:
    twenty(60, trade="J")
    with transaction():
        task = queries.task(setting.plan, "J-1")
        more = {"trades": ["C"], "rate_b": 1000, "rate_c": 1000, "rate_d": 1000}
        service.revise_task(task, **more, by=SYSTEM, at=MARCH)


RATES: dict[str, dict[str, Any]] = {
    "city": {"rate_b": 1000, "rate_c": 1000, "rate_d": 1000},
    "share": {"rate_a": 0, "rate_b": 0},
}
BREAKING: dict[str, Any] = {
    "alone": lambda setting: None,
    "item": lambda setting: known_item("没人查", [setting.one], code="SX-NEW"),
    "city": lambda setting: None,
    "share": _small_share,
    "unit": _unit,
    "staff": _dismiss,
    "high": lambda setting: make.enterprise(risk_level=Risk.HIGH),
    "ended": _end_item,
}


def test_a_late_plan_is_published_and_seen(setting: Setting) -> None:
    twenty()
    setting.joint()
    publish(setting.plan, at=datetime(2026, 4, 23, 1, 0, tzinfo=UTC))
    found = queries.outlook(queries.by_year(2026), TODAY)
    assert [one.code for one in found.findings] == ["published_late", "repeat_unknown"]
    assert min(found.days) > date(2026, 4, 23)


def test_tasks_with_the_same_frame_are_merged_into_one(setting: Setting) -> None:
    twenty(40)
    setting.add("T-1", trades=["C"])
    setting.add("T-2", setting.other, items=[setting.second], kinds=["company"], rate_a=0)
    (proposal,) = queries.outlook(setting.plan, TODAY).proposals
    assert (proposal.apart, proposal.together) == (4, 2)
    with transaction():
        [kept] = service.merge(setting.plan, ["T-1", "T-2"], by=SYSTEM, at=MARCH)
    db.session.expire_all()
    assert [task.number for task in queries.tasks(setting.plan)] == ["T-1"]
    assert [unit.code for unit in kept.departments] == [setting.one.code, setting.other.code]
    assert kept.name == "日常检查、日常检查" or kept.name == "日常检查"
    found = queries.outlook(setting.plan, TODAY)
    assert found.gauge("joint").holds
    assert [task.number for task in queries.tasks_at(setting.plan, 3)] == ["T-1", "T-2"]
    assert queries.tasks_at(setting.plan, 4) == [kept.plain]
    stale = refused(service.merge, setting.plan, ["T-1", "T-2"], kind=Conflict)
    assert stale.code == "plan_merge_stale"


def test_several_sets_are_merged_in_one_act_or_none(setting: Setting) -> None:
    twenty(40)
    for number, unit, item, trade in (
        ("T-1", setting.one, setting.item, "C"),
        ("T-2", setting.other, setting.second, "C"),
        ("T-3", setting.one, setting.item, "D"),
        ("T-4", setting.other, setting.second, "D"),
    ):
        setting.add(number, unit, items=[item], trades=[trade])
    for _ in range(20):
        make.enterprise(trade="D 电力", credit_grade=Grade.B)
    sets = [[task.number for task in one.tasks] for one in queries.outlook(setting.plan, TODAY).proposals]
    assert sorted(sets) == [["T-1", "T-2"], ["T-3", "T-4"]]
    for wrong in ((*sets, ["T-1", "T-3"]), (*sets, sets[0])):
        assert refused(service.merge, setting.plan, *wrong, kind=Conflict).code == "plan_merge_stale"
    assert len(queries.tasks(setting.plan)) == 4
    with transaction():
        kept = service.merge(setting.plan, *sets, by=SYSTEM, at=MARCH)
    assert sorted(task.number for task in kept) == ["T-1", "T-3"]
    assert [task.number for task in queries.tasks(setting.plan)] == ["T-1", "T-3"]


def test_the_months_of_a_task_are_set_by_hand_and_spread_anew_when_it_changes(setting: Setting) -> None:
    twenty(40)
    task = setting.add("T-1")
    assert refused(service.schedule, task, {4: 1}).code == "plan_schedule_sum"
    assert refused(service.schedule, task, {1: 2}).code == "plan_schedule_months"
    with transaction():
        service.schedule(task, {4: 2}, by=SYSTEM, at=MARCH)
    found = queries.outlook(setting.plan, TODAY)
    assert {month.number: month.visits for month in found.months if month.visits} == {4: 2}
    twenty(20)
    later = queries.outlook(setting.plan, TODAY)
    assert "schedule_differs" in [one.code for one in later.findings]
    with transaction():
        service.revise_task(task, name="改名", by=SYSTEM, at=MARCH)
    assert task.schedule == {}


def test_key_supervision_takes_high_risk_enterprises_out_of_every_frame(setting: Setting) -> None:
    twenty()
    risky = make.enterprise(trade="C 花炮", risk_level=Risk.HIGH, credit_grade=Grade.B)
    setting.add("T-1")
    before = queries.outlook(setting.plan, TODAY)
    assert (before.drawn.frame("T-1"), before.gauge("supervision").holds) == (21, False)
    with transaction():
        entry = service.supervise(
            setting.plan, setting.one, basis="安全生产法第六十二条", trades=["C"], by=SYSTEM, at=MARCH
        )
    after = queries.outlook(setting.plan, TODAY)
    assert (after.drawn.frame("T-1"), after.gauge("supervision").holds, after.register.active) == (20, True, 21)
    found = queries.roster(setting.plan, TODAY)
    assert found.exclusions == [(risky.uscc, "key_supervision", f"{setting.one.code} 安全生产法第六十二条")]
    stranger = make.user(Role.CLERK)
    with pytest.raises(Forbidden):
        queries.supervision(setting.plan, entry.id, to=stranger)
    with pytest.raises(Missing):
        queries.supervision(setting.plan, 999, to=stranger)
    with transaction():
        service.unsupervise(entry, setting.plan, by=SYSTEM, at=MARCH)
    assert queries.supervisions(setting.plan) == []


def test_a_rosters_lists_are_what_the_lock_of_a_draw_needs(setting: Setting) -> None:
    twenty(40)
    closed = make.enterprise(trade="C 食品", state=State.CLOSED)
    make.enterprise(trade="Z", state=State.CLOSED)
    lone = make.enterprise(trade="Z 其他")
    setting.joint(trades=["C"])
    setting.add("T-1", trades=["C"], rate_a=0, rate_b=250)
    found = queries.roster(setting.plan, TODAY, taken={"*": 1, setting.one.code: 9})
    assert (len(found.enterprises), found.active) == (40, 41)
    assert {row[1:] for row in found.enterprises} == {("B", ("J-1", "T-1"))}
    assert lone.uscc not in {row[0] for row in found.enterprises}
    assert [row[:2] for row in found.exclusions if row[0] == closed.uscc] == [(closed.uscc, "not_active")]
    pair = tuple(sorted((setting.one.code, setting.other.code)))
    assert found.tasks == [("J-1", pair, "B", 2, 2), ("T-1", (setting.one.code,), "B", 1, 2)]
    assert found.caps == sorted([("*", 1), (setting.one.code, 0), (setting.other.code, 2)])
    assert len(found.inspectors) == 4
    assert found.recusals == []
    outlook = queries.outlook(setting.plan, TODAY)
    assert [outlook.drawn.quota(number) for number in ("J-1", "T-1")] == [2, 1]
    part = queries.roster(setting.plan, TODAY, numbers={"T-1"})
    assert {row[2] for row in part.enterprises} == {("T-1",)}


def test_only_who_can_be_sent_stands_in_the_roster_with_the_recusals_that_matter(setting: Setting) -> None:
    twenty(20)
    setting.add("T-1")
    narrow = make.inspector(setting.one, items=[known_item("别的", [setting.one])])
    expired = make.inspector(setting.one, valid_until=date(2026, 9, 10))
    sent = make.inspector(setting.one, items=[setting.item])
    firm = queries.roster(setting.plan, TODAY).enterprises[0][0]
    gone = make.enterprise(state=State.CLOSED)
    with transaction():
        for one in (sent, expired):
            target = enterprises.by_code(firm)
            inspectors.recuse(one, target, reason="近亲属", from_on=date(2026, 1, 1), by=SYSTEM, at=MARCH)
        inspectors.recuse(sent, gone, reason="近亲属", from_on=date(2026, 1, 1), by=SYSTEM, at=MARCH)
    found = queries.roster(setting.plan, TODAY)
    numbers = {row[0] for row in found.inspectors}
    assert sent.certificate_no in numbers
    assert numbers.isdisjoint({narrow.certificate_no, expired.certificate_no})
    assert found.recusals == [(sent.certificate_no, firm)]


def row(setting: Setting, number: str, **more: Any) -> dict[str, Any]:
    given = values(setting.one, setting.item)
    codes = {"departments": [setting.one.code], "items": [setting.item.code]}
    return {"year": 2026, "number": number, **given, **codes, **more}


def test_a_sheet_brings_the_plan_to_what_it_says_and_can_be_sent_twice(setting: Setting) -> None:
    rows = [row(setting, "A"), row(setting, "B", departments=[setting.other.code, setting.one.code])]
    assert service.forecast(rows) == {"created": 2, "updated": 0, "unchanged": 0}
    for counts in ({"created": 2, "updated": 0, "unchanged": 0}, {"created": 0, "updated": 0, "unchanged": 2}):
        with transaction():
            assert service.load(rows, digest=DIGEST, by=SYSTEM, at=MARCH) == counts
    changed = [row(setting, "A", trades=["C"]), rows[1]]
    assert service.forecast(changed) == {"created": 0, "updated": 1, "unchanged": 1}
    with transaction():
        service.load(changed, digest=DIGEST, refused=1, by=SYSTEM, at=MARCH)
    assert queries.task(setting.plan, "A").trades == ["C"]
    assert len(ledger.of(f"import:{DIGEST[:16]}")) == 3


@pytest.mark.parametrize(
    "change",
    [
        "number = ''",
        "name = ''",
        "targeting = 'odd'",
        "from_month = 0",
        "until_month = 2",
        "rate_a = 10001",
        "inspectors = 0",
    ],
)
def test_the_database_refuses_what_the_rules_refuse(setting: Setting, change: str) -> None:
    task = setting.add("T-1")
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql(f"UPDATE plan_tasks SET {change} WHERE id = {task.id}")
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.connection().exec_driver_sql("UPDATE annual_plans SET state = 'published'")
    db.session.rollback()
