"""Scene 9: a visit on a quiet day that nobody approved, the run of the night that finds it, and the office that asks.

The service refuses such an entry at its door. So the rows are put in as an import of another system would bring them.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

from app.audit import queries as findings
from app.audit import service as audit
from app.audit.models import RunKind
from app.audit.queries import Asked
from app.demo.rules.scale import SHANGHAI
from app.demo.service.lives import Step
from app.demo.service.town import Town
from app.demo.service.visiting import team
from app.enterprises import queries as enterprises
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.permissions import SYSTEM
from app.ledger.service import record
from app.policy import queries as policy
from app.visits.models import CheckIn, Look, Member, Visit
from app.visits.rules import Basis, State

UNIT, CODE = "SCJG", "DEMO-9999-0908"
_BEFORE, _DAY, _STAY = timedelta(days=3), timedelta(days=1), timedelta(minutes=95)
_WORDS = "9 月的宁静日里有一次入企没有批准记录。请说明谁决定进门、依据是什么、为什么没有报批，并附当天的检查记录。"


class Caught:
    """The scene as it is played. `numbers` are those of the finding and the visit, there once it has been."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.numbers: dict[str, str] = {}
        self.entered = datetime.combine(_quiet_day(town.as_of - _BEFORE), time(9, 42), SHANGHAI)

    def steps(self) -> list[Step]:
        """In the afternoon the register of the door comes in; at night the run; in the morning the question."""
        next_day = clock.day(self.entered) + _DAY
        told = datetime.combine(clock.day(self.entered), time(17, 30), SHANGHAI)
        night, asked = (datetime.combine(next_day, hour, SHANGHAI) for hour in (time(0, 30), time(8, 40)))
        acts = ((told, self._take_in), (night, self._run), (asked, self._ask))
        return [Step(at, (9, place), partial(_do, act, at)) for place, (at, act) in enumerate(acts)]

    def _take_in(self, at: datetime) -> None:
        self.numbers["unapproved_visit"] = _entered(self.town, self.entered, told=at)

    def _run(self, at: datetime) -> None:
        audit.run(Asked(clock.day(at)), kind=RunKind.NIGHTLY, wall=clock.wall, by=SYSTEM, at=at)

    def _ask(self, at: datetime) -> None:
        subject = f"{self.numbers['unapproved_visit']}/{clock.day(self.entered)}"
        (found,) = findings.known([("quiet_unapproved", subject)]).values()
        audit.ask(found, words=_WORDS, by=self.town.office[0], at=at)
        self.numbers["finding"] = found.number


def catch(town: Town) -> tuple[list[Step], dict[str, str]]:
    """The steps of the scene, and the numbers that it will have."""
    made = Caught(town)
    return made.steps(), made.numbers


def _do(act: Callable[[datetime], None], at: datetime, _key: bytes) -> None:
    act(at)


def _quiet_day(day: date) -> date:
    """The last quiet day until a day."""
    while policy.quiet_day_number(day) is None:
        day -= _DAY
    return day


def _entered(town: Town, at: datetime, *, told: datetime) -> str:
    """A visit without approval with its entry, as another system tells of it at the instant `told`; its number."""
    unit, day, clerk = town.departments[UNIT], clock.day(at), town.clerks[UNIT]
    item, people = team(unit, day)
    visit = Visit(
        number=serials.following("JC", day),
        enterprise_id=enterprises.by_code(town.firms[1]).id,
        department_id=unit.id,
        basis=Basis.TRANSFERRED,
        basis_ref="转办〔2026〕77号",
        basis_on=day - _DAY,
        reason="上级转办，核对标签标识。",
        starts_on=day,
        ends_on=day,
        state=State.REGISTERED,
        state_since=at - _STAY,
        drafted_by_id=clerk.id,
        drafted_at=at - _STAY,
        revised_at=at - _STAY,
        code=CODE,
        covered=[],
        filing="",
    )
    visit.members = [Member(inspector_id=one.id) for one in people]
    visit.looked_at = [Look(item_id=item.id)]
    db.session.add(visit)
    db.session.flush()
    stay = {"entered_by_id": clerk.id, "left_at": at + _STAY, "emergency": ""}
    db.session.add(CheckIn(visit_id=visit.id, on=day, entered_at=at, **stay))
    record("demo:take_in", visit.number, by=SYSTEM, at=told, day=day)
    return visit.number
