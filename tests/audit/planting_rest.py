"""Faults of plans and draws, of who goes, of results and records."""

from datetime import UTC, date, datetime

from app.departments.rules import Level
from app.draws.rules import State as DrawState
from app.enterprises import service as enterprises
from app.enterprises.models import Enterprise
from app.enterprises.rules import Grade, Risk
from app.inspectors.models import Recusal
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM
from app.ledger.models import Checkpoint, Cosignature
from app.lookbacks.models import Completeness, PastRecord
from app.lookbacks.rules import Kind
from app.plans.models import KeySupervision, TaskItem
from app.publication.models import ChannelRecord
from app.visits.rules import Basis
from app.workdays.rules import DeadlineKind
from tests import make
from tests.audit.city import AS_OF, DAY, IN, IN_AUGUST, MARCH, City
from tests.audit.planting import plants
from tests.results.scene import LATER
from tests.visits.scene import AT, FREE

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


def on_record(firm: Enterprise, on: date, unit: str, line: str = "") -> None:
    """A visit that another record tells of."""
    with make.act():
        told = {"source": "益阳台账", "entered_at": LONG_AGO, "batch": "", "level": Level.PREFECTURE}
        db.session.add(PastRecord(enterprise_id=firm.id, kind=Kind.VISIT, happened_on=on, unit=unit, line=line, **told))


def rated(firm: Enterprise, grade: Grade | None = None, risk: Risk | None = None) -> Enterprise:
    """A grade and a level, as a source gave them."""
    with transaction():
        given = {"rated_by": "信用办", "rated_on": date(2026, 1, 5), "by": SYSTEM, "at": AT}
        enterprises.rate(firm, credit_grade=grade, risk_level=risk, **given)
    return firm


@plants("outside_draw")
def outside_draw(city: City) -> None:
    city.forced(basis=Basis.TASK, basis_ref="2026-1", basis_on=None)


@plants("exempt_visited")
def exempt_visited(city: City) -> None:
    firm = rated(make.enterprise(), Grade.A)
    on_record(firm, date(2023, 5, 6), "市教育局")
    with make.act():
        told = {"line": "", "since_on": date(2015, 1, 1), "reason": "台账齐全", "declared_at": AT}
        db.session.add_all(Completeness(kind=Kind.PENALTY, level=level, **told) for level in Level)
    city.forced(firm=firm, unit=city.plain, people=city.plumbers, basis=Basis.SUPERVISION, basis_on=None)


@plants("line_repeated")
def line_repeated(city: City) -> None:
    firm = make.enterprise()
    on_record(firm, date(2026, 3, 24), "益阳市应急管理局", "应急管理")
    city.forced(firm=firm, basis=Basis.SUPERVISION, basis_on=None)


@plants("sections_unmerged")
def sections_unmerged(city: City) -> None:
    firm = make.enterprise()
    for at in (IN, IN + 2 * DAY):
        city.forced(at, firm=firm, unit=city.plain, people=city.plumbers, basis=Basis.SUPERVISION, basis_on=None)


@plants("departments_unjoined")
def departments_unjoined(city: City) -> None:
    firm = make.enterprise()
    city.forced(firm=firm, unit=city.plain, people=city.plumbers, basis=Basis.SUPERVISION, basis_on=None)
    rival = {"unit": city.rival_unit, "people": city.rivals}
    city.forced(IN + 2 * DAY, firm=firm, **rival, basis=Basis.SUPERVISION, basis_on=None)


@plants("plan_late")
def plan_late(city: City) -> None:
    with make.act():
        city.plan.published_on = date(2026, 4, 1)


@plants("items_uncovered")
def items_uncovered(city: City) -> None:
    make.item("新增事项", [city.unit], from_on=date(2026, 1, 1))


@plants("joint_share")
def joint_share(city: City) -> None:
    with make.act():
        for number in range(9):
            city.planned(city.plan, f"2026-9{number}", [city.unit])


@plants("cap_city")
def cap_city(city: City) -> None:
    with make.act():
        draw = city.drawn([])
    for unit, people in ((city.unit, city.people), (city.rival_unit, city.rivals)):
        for _ in range(2):
            city.sent(draw, unit=unit, people=people)


@plants("cap_department")
def cap_department(city: City) -> None:
    with make.act():
        draw = city.drawn([])
    city.sent(draw, unit=city.plain, people=city.plumbers)


@plants("supervision_unplanned")
def supervision_unplanned(city: City) -> None:
    rated(make.enterprise(township="琼湖"), risk=Risk.HIGH)


@plants("supervision_unvisited")
def supervision_unvisited(city: City) -> None:
    with make.act():
        for task in (city.task, city.old_task):
            frame = {"kinds": [], "trades": [], "townships": ["泗湖山"]}
            entry = KeySupervision(
                plan_id=task.plan_id, department_id=city.unit.id, basis="某法", entered_at=AT, **frame
            )
            db.session.add(entry)
    rated(make.enterprise(township="泗湖山"), risk=Risk.HIGH)


@plants("year_items")
def year_items(city: City) -> None:
    with make.act():
        city.old_task.looked_at.append(TaskItem(item_id=city.item.id))


@plants("year_tasks")
def year_tasks(city: City) -> None:
    firm = make.enterprise()
    with make.act():
        city.drawn([firm.uscc], year=2025)


@plants("year_published")
def year_published(city: City) -> None:
    with make.act():
        record = db.session.query(ChannelRecord).filter_by(visit_id=city.old_visit.id).first()
        assert record is not None
        record.receipt, record.said_on, record.received_at = "", None, None


@plants("draw_voided")
def draw_voided(city: City) -> None:
    with make.act():
        city.drawn([], state=DrawState.VOID, voided_at=MARCH + 2 * DAY, secret="0" * 64)


@plants("inspectors_few")
def inspectors_few(city: City) -> None:
    city.forced(people=city.people[:1])


@plants("certificate_expired")
def certificate_expired(city: City) -> None:
    old = make.inspector(city.unit, valid_until=date(2026, 6, 30))
    city.forced(people=[old, *city.people])


@plants("recused_sent")
def recused_sent(city: City) -> None:
    visit = city.forced()
    with make.act():
        told = {"reason": "近亲属", "from_on": date(2026, 1, 1), "entered_at": AT}
        db.session.add(
            Recusal(inspector_id=city.people[0].id, enterprise_id=visit.enterprise_id, until_on=None, **told)
        )


@plants("back_entered")
def back_entered(city: City) -> None:
    visit = city.registered(FREE, enterprise=make.enterprise(), at=AT)
    city.recorded(visit, at=LATER, said=city.said())


@plants("published_late")
def published_late(city: City) -> None:
    city.forced(IN_AUGUST)


@plants("channels_late")
def channels_late(city: City) -> None:
    city.resulted(city.forced(IN_AUGUST), city.item.id, received=3)


@plants("withdrawn_late")
def withdrawn_late(city: City) -> None:
    visit = city.forced(IN_AUGUST)
    city.resulted(visit, city.item.id)
    with make.act():
        db.session.add(city.clock(visit, DeadlineKind.TAKE_DOWN, date(2026, 9, 1), None))


def closed(day: date) -> None:
    """A day of the ledger as it is closed."""
    told = {"size": 1, "root": "0" * 64, "root_sm3": "0" * 64, "at": AT, "note": ""}
    db.session.add(Checkpoint(day=day, **told))


@plants("day_unclosed")
def day_unclosed(city: City) -> None:
    with make.act():
        closed(AS_OF - 10 * DAY)


@plants("witness_missing")
def witness_missing(city: City) -> None:
    before = AS_OF - 11 * DAY
    with make.act():
        closed(before)
        db.session.flush()
        db.session.add(Cosignature(day=before, witness="witness.example", line="—", signed_at=AT, received_at=AT))
