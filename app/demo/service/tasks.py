"""The key tasks of the story: the year's list, quarters reported, one unit that was slow, was named and answered."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from app.accounts.models import User
from app.demo import rules
from app.demo.rules.scale import SHANGHAI
from app.demo.service.lives import Step
from app.demo.service.town import SLOW, Town, data
from app.kernel.permissions import SYSTEM
from app.measures import queries, schemas, service
from app.measures.models import Step as MeasureStep
from app.measures.rules import Bound, Holder, Quarter, StepKind, TargetKind, Wanted, quarter_of

ORDER = 9600
_WORDS = ("已完成本季度安排，台账齐全。", "按序时进度推进，已报联席会议。", "已落实到股室和人员，下月复核。")
_TITLES = {
    StepKind.CIRCULAR: "关于重点任务推进情况的通报",
    StepKind.SELF_CRITICISM: "关于责令作出书面检讨的通知",
}
_BODY = "你单位牵头的重点任务未按期报送，现予通报。\n请查明原因，尽快补报。"
_ANSWER = "接到通报后，我局召开会议查找原因：专人调整后没有交接。今后由办公室主任负责，提前五天报送。"


def at(on: date, hour: str) -> datetime:
    """An hour of a day in the city."""
    return datetime.combine(on, time.fromisoformat(hour), SHANGHAI)


def tasks(town: Town) -> list[Step]:
    """The acts about key tasks, those after the city's day left out."""
    steps = sorted(_steps(town), key=lambda step: step.at)
    end = rules.nine(town.as_of)
    return [Step(one.at, (ORDER, place), one.do) for place, one in enumerate(steps) if one.at < end]


def _steps(town: Town) -> Iterator[Step]:
    began = max(date(town.as_of.year, 1, 8), rules.opening(town.as_of) + timedelta(days=7))
    yield _step(at(began, "09:30"), partial(_load, town, at(began, "09:30")))
    last = quarter_of(town.as_of)
    random = town.source("tasks")
    for number in range(1, last.number + 1):
        quarter = Quarter(last.year, number)
        due = date(quarter.year, quarter.last_month, 15)
        if due - timedelta(days=12) > began:
            yield from _quarter(town, quarter, due, random)
    slow = date(town.as_of.year, 6, 18)
    if slow > began:
        yield from _named(town, Quarter(slow.year, 2), slow)


def _step(when: datetime, do: partial[None]) -> Step:
    return Step(when, (0, 0), lambda _key: do())


def _load(town: Town, when: datetime) -> None:
    """The list of the year with the city's own names, and whom they mean."""
    rows = [{**row, **_renamed(row)} for row in schemas.shipped(town.as_of.year)]
    service.load(rows, digest="0" * 64, by=SYSTEM, at=when)
    for one in data("units"):
        unit = town.departments.get(one["code"])
        holder = Holder.DEPARTMENT if unit else Holder.OFFICE
        service.match(one["name"], holder, unit, by=town.office[1], at=when)


def _renamed(row: dict[str, Any]) -> dict[str, list[str]]:
    names = {name: row[name] for name in ("lead", "responsible")}
    return {key: [name.replace("沅江", "澄湖") for name in found] for key, found in names.items()}


def _quarter(town: Town, quarter: Quarter, due: date, random: Random) -> Iterator[Step]:
    """Most units report in the last days before, one is late, some of the present quarter are still at it."""
    for number in range(1, 86):
        early, hour = random.randrange(10), f"{random.randrange(9, 17):02d}:{random.randrange(60):02d}"
        behind, words = random.random() < 0.12, random.choice(_WORDS)
        when = at(due - timedelta(days=early), hour)
        yield _step(when, partial(_report, town, quarter, number, when, behind=behind, words=words))


def _report(town: Town, quarter: Quarter, number: int, when: datetime, *, behind: bool, words: str) -> None:
    """Every unit of the city that leads the measure reports; the slow one does not, in the second quarter."""
    measure = queries.get(quarter.year, number)
    for unit in queries.units(measure.lead).values():
        slow = unit.department is not None and unit.department.code == SLOW[0] and quarter.number == 2
        who = _who(town, unit)
        if who is not None and not slow:
            figures = {one.id: _figure(one.wanted, quarter, behind) for one in measure.targets}
            trouble = "进度慢于计划，已经增加人手，下季度补上。" if behind else ""
            told: dict[str, Any] = {"words": words, "trouble": trouble, "figures": figures}
            service.report(measure, quarter, behind=behind, **told, by=who, at=when)


def _who(town: Town, unit: queries.Unit) -> User | None:
    if unit.holder is Holder.OFFICE:
        return town.office[1]
    return town.clerks.get(unit.department.code) if unit.department else None


def _figure(wanted: Wanted, quarter: Quarter, behind: bool) -> Decimal:
    """A figure that is on plan, or nearly."""
    share = Decimal(quarter.number) / 4 if wanted.kind is TargetKind.TOTAL else Decimal(1)
    due = wanted.value * share
    if wanted.bound is Bound.MOST:
        return due + 1 if behind else due
    return (due * (Decimal("0.9") if behind else Decimal("1.05"))).quantize(Decimal("0.01"))


def _named(town: Town, quarter: Quarter, on: date) -> Iterator[Step]:
    """The slow unit is named, then criticises itself."""
    told = (
        (0, _issue, StepKind.CIRCULAR),
        (1, _receive, StepKind.CIRCULAR),
        (4, _issue, StepKind.SELF_CRITICISM),
        (5, _receive, StepKind.SELF_CRITICISM),
        (8, _answer, StepKind.SELF_CRITICISM),
    )
    for days, act, kind in told:
        when = at(on + timedelta(days=days), "10:20")
        yield _step(when, partial(act, town, quarter, kind, when))


def _issue(town: Town, quarter: Quarter, kind: StepKind, when: datetime) -> None:
    unit = town.departments[SLOW[0]]
    service.issue(kind, unit, quarter, title=_TITLES[kind], body=_BODY, by=town.office[1], at=when)


def _receive(town: Town, quarter: Quarter, kind: StepKind, when: datetime) -> None:
    service.receive(_found(town, quarter, kind), by=town.clerks[SLOW[0]], at=when)


def _answer(town: Town, quarter: Quarter, kind: StepKind, when: datetime) -> None:
    service.answer(_found(town, quarter, kind), words=_ANSWER, by=town.clerks[SLOW[0]], at=when)


def _found(town: Town, quarter: Quarter, kind: StepKind) -> MeasureStep:
    found = queries.standing_step(kind, town.departments[SLOW[0]].id, quarter)
    if found is None:
        raise LookupError("no step was issued")
    return found
