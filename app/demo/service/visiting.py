"""Visits around the city's day: one approved, one that waits for the leader, one of another department, a report."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from app.accounts import queries as accounts
from app.accounts.models import User
from app.demo.service.town import Town
from app.departments import queries as departments
from app.departments.models import Department
from app.enterprises import queries as enterprises
from app.inspectors import queries as inspectors
from app.inspectors.models import Inspector
from app.inspectors.rules import unfit
from app.items import queries as items
from app.items.models import Item
from app.kernel import clock
from app.policy import queries as policy
from app.quiet_days import service as quiet_days
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import Basis

_DAY, _WHILE = timedelta(days=1), timedelta(days=20)
_UNIT, _OTHER = "YJGL", "XFJY"
_REASON = "冷库温度监测连续三日异常，需要现场核对制冷设备。"


def visit(town: Town, *, at: datetime) -> dict[str, str]:
    """Everything at one instant of the city's day; the numbers that the scenes show."""
    unit, applicant = town.departments[_UNIT], _inspector()
    quiet = _quiet_days(clock.day(at))
    approved = quiet_days.submit(_drafted(town, unit, next(quiet), by=applicant, at=at), by=applicant, at=at)
    waiting = quiet_days.submit(_drafted(town, unit, next(quiet), by=applicant, at=at), by=applicant, at=at)
    _let_stand_in(town, unit, at)
    quiet_days.approve(approved, by=town.leaders[0], at=at)
    if _OTHER in town.departments:
        clerk = town.clerks[_OTHER]
        other = _drafted(town, town.departments[_OTHER], _free_day(clock.day(at)), by=clerk, at=at)
        visits.register(other, by=clerk, at=at)
    words = "两个人要看消防通道，说证件忘在车上。"
    firm = enterprises.by_code(town.firms[0])
    visits.report(enterprise=firm, place="", department=unit, words=words, origin="demo", at=at)
    return {"quiet_request": waiting.number, "quiet_approved": approved.number, "pass": str(approved.visit.code)}


def _inspector() -> User:
    found = accounts.by_username("inspector")
    if found is None:
        raise LookupError("inspector")
    return found


def _let_stand_in(town: Town, unit: Department, at: datetime) -> None:
    """The leader whom a visitor can be decides: in charge, or in the place of who is."""
    today = clock.day(at)
    boss = departments.leader_on(unit.id, today)
    if boss is not None and boss.id != town.leaders[0].id:
        days = {"from_on": today, "until_on": today + _WHILE}
        quiet_days.deputize(town.leaders[0], **days, document="澄政办委〔2026〕7号", by=boss, at=at)


def _quiet_days(day: date) -> Iterator[date]:
    """The quiet days from a day on."""
    while True:
        if policy.quiet_day_number(day) is not None:
            yield day
        day += _DAY


def _free_day(day: date) -> date:
    """The first day after one that is no quiet day."""
    while policy.quiet_day_number(day) is not None:
        day += _DAY
    return day


def _drafted(town: Town, unit: Department, day: date, *, by: User, at: datetime) -> Visit:
    item, people = team(unit, day)
    wanted = visits.Wanted(
        enterprise=enterprises.by_code(town.firms[0]),
        days=(day, day),
        basis=Basis.MONITORING,
        basis_ref="监测〔2026〕118号",
        basis_on=clock.day(at) - _DAY,
        reason=_REASON,
        items=[item],
        inspectors=people,
    )
    return visits.draft(wanted, by=by, at=at)


def team(unit: Department, day: date) -> tuple[Item, Sequence[Inspector]]:
    """The department's first item and two of its people who can be sent on the day; the first one of all is recused."""
    item = items.search(items.Filters(department_id=unit.id), limit=1)[0]
    known = inspectors.search(inspectors.Filters(department_id=unit.id, active=True), limit=50)[1:]
    return item, [one for one in known if not unfit(one.card, on=day, items=[item.code])][:2]
