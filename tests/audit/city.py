"""A clean city in which the audit finds nothing, and the ways to put into it what the service refuses."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.audit import queries
from app.audit.queries import Asked
from app.audit.rules import Fact
from app.departments.models import Department
from app.draws.models import Draw, DrawFile
from app.draws.rules import RESULT
from app.draws.rules import State as DrawState
from app.enterprises.models import Enterprise
from app.inspectors.models import Inspector
from app.kernel import numbering
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM
from app.plans import service as plans
from app.plans.models import AnnualPlan, Party, PlanTask, TaskItem
from app.plans.rules import State as PlanState
from app.plans.rules import Targeting
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Channel, Purpose
from app.results.models import Finding, Result
from app.results.rules import Kind
from app.visits import service as visits
from app.visits.models import CheckIn, DrawnVisit, Look, Member, Visit
from app.visits.rules import Basis, State
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind
from tests import make
from tests.results.scene import IN, Scene
from tests.visits.scene import AT

AS_OF = date(2026, 9, 30)
ON_QUIET = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
IN_AUGUST = datetime(2026, 8, 25, 2, 0, tzinfo=UTC)
MARCH = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
YEAR_BEFORE = datetime(2025, 10, 22, 2, 0, tzinfo=UTC)
STAY, DAY = timedelta(hours=2), timedelta(days=1)
FIRMS = 60
MONTHS = {"from_month": 4, "until_month": 10, "inspectors": 2, "schedule": {}, "revised_at": AT}
FRAME: dict[str, Any] = {"kinds": [], "trades": [], "townships": [], "risks": []}
RATES = {f"rate_{one}": 500 for one in "abcdu"}


class City(Scene):
    """Everything as the measures want it on 30 September 2026.

    Sixty enterprises; a plan with a joint task and one of a small department whose frame is a township; an approved
    visit on a quiet day, one on a free day with its result; the year before is done, visited and published whole.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rivals = [make.inspector(self.rival_unit), make.inspector(self.rival_unit)]
        self.plain = make.department("市水利局", short_name="水利局")
        self.plumbers = [make.inspector(self.plain), make.inspector(self.plain)]
        self.river = make.item("河道检查", [self.plain], from_on=date(2025, 1, 1))
        for number in range(FIRMS):
            make.enterprise(township="南洞庭" if number < 10 else "琼湖")
        self.plan = make.plan()
        self.task = make.task(self.plan, [self.unit, self.rival_unit], [self.item])
        make.task(self.plan, [self.plain], [self.river], townships=["南洞庭"])
        with transaction():
            plans.publish(self.plan, by=SYSTEM, at=MARCH)
        request = self.approved(date(2026, 9, 11), at=AT)
        with transaction():
            visits.check_in(request.visit, scanned=self.firm.uscc, by=self.applicant, at=AT)
        with transaction():
            visits.check_out(request.visit, by=self.applicant, at=AT + STAY)
        self.recorded(self.over())
        self.serial = 0
        self.year_before()

    def facts(self, on: date = AS_OF) -> list[Fact]:
        """What the audit finds."""
        db.session.expire_all()
        return list(queries.facts(Asked(on)))

    def year_before(self) -> None:
        """The year 2025: a plan, a draw of one enterprise for its one task, visited and published on every channel."""
        firm = make.enterprise()
        with make.act():
            plan = AnnualPlan(year=2025, state=PlanState.PUBLISHED, published_on=date(2025, 3, 20), drafted_at=AT)
            plan.figures = {"active": FIRMS, "counted_on": "2025-03-20"}
            db.session.add(plan)
            db.session.flush()
            self.old_task = self.planned(plan, "2025-1", [self.unit, self.rival_unit])
            self.old_task.looked_at = [TaskItem(item_id=self.river.id)]
            self.draw = self.drawn([firm.uscc], year=2025)
        self.old_visit = self.sent(self.draw, firm, at=YEAR_BEFORE, task="2025-1")
        self.resulted(self.old_visit, self.river.id)

    def planned(self, plan: AnnualPlan, number: str, units: list[Department]) -> PlanTask:
        """A task as it stands in the database, within an act."""
        task = PlanTask(plan_id=plan.id, number=number, name="检查", targeting=Targeting.TARGETED)
        for name, value in {**MONTHS, **FRAME, **RATES}.items():
            setattr(task, name, value)
        task.parties = [Party(department_id=one.id, position=place) for place, one in enumerate(units)]
        db.session.add(task)
        return task

    def drawn(self, codes: list[str], year: int = 2026, **more: Any) -> Draw:
        """A draw that took these enterprises for its task, within an act."""
        self.serial += 1
        values: dict[str, Any] = {
            "number": numbering.serial_number("CQ", f"{year}0401", self.serial),
            "year": year,
            "serial": self.serial,
            "plan_year": year,
            "state": DrawState.DRAWN,
            "reveal": "at_once",
            "value_due": MARCH + DAY,
            "previous": f"{self.serial:064d}",
            "commitment": f"{self.serial + 1:064d}",
            "sealed_secret": b"sealed",
            "value": "1",
            "seed": "2",
            "figures": {},
            "drafted_at": MARCH,
            "drafted_by": "system",
            "revised_at": MARCH,
            "locked_at": MARCH,
            "seeded_at": MARCH + DAY,
            "drawn_at": MARCH + DAY,
        }
        draw = Draw(**(values | more))
        db.session.add(draw)
        db.session.flush()
        told = [{"uscc": code, "ticket": "0", "tasks": [f"{year}-1"], "inspectors": {}} for code in codes]
        content = json.dumps({"visits": told}).encode()
        db.session.add(DrawFile(draw_id=draw.id, name=RESULT, digest="0" * 64, size=len(content), content=content))
        return draw

    def sent(self, draw: Draw, firm: Enterprise | None = None, task: str = "2026-1", **more: Any) -> Visit:
        """A visit that a draw sent, entered and left."""
        visit = self.forced(firm=firm, basis=Basis.TASK, basis_ref=task, basis_on=None, **more)
        with make.act():
            db.session.add(DrawnVisit(visit_id=visit.id, draw_id=draw.id, uscc=visit.enterprise.uscc, tasks=[task]))
        return visit

    def forced(
        self,
        at: datetime = IN,
        firm: Enterprise | None = None,
        unit: Department | None = None,
        people: list[Inspector] | None = None,
        **more: Any,
    ) -> Visit:
        """A visit that was entered at an instant, as an import or a hand in the database leaves it.

        Whatever is not named is as it should be; on a quiet day nothing is approved.
        """
        self.serial += 1
        day, firm = (at + timedelta(hours=8)).date(), firm or make.enterprise()
        values: dict[str, Any] = {
            "number": numbering.serial_number("JC", f"{day:%Y%m%d}", 900_000 + self.serial),
            "basis": Basis.MONITORING,
            "basis_ref": "JC-2026-118",
            "basis_on": day,
            "reason": "库温连续三日超限",
            "starts_on": day,
            "ends_on": day,
            "state": State.REGISTERED,
            "state_since": at - STAY,
            "drafted_at": at - STAY,
            "revised_at": at - STAY,
            "code": f"PLANT-{self.serial:04d}",
            "covered": [],
            "filing": "",
        }
        owners = {"enterprise_id": firm.id, "department_id": (unit or self.unit).id, "drafted_by_id": self.applicant.id}
        with make.act():
            visit = Visit(**owners, **(values | more))
            visit.members = [Member(inspector_id=one.id) for one in (self.people if people is None else people)]
            visit.looked_at = [Look(item_id=self.item.id)]
            db.session.add(visit)
            db.session.flush()
            stay = {"entered_by_id": self.applicant.id, "left_at": at + STAY, "emergency": ""}
            db.session.add(CheckIn(visit_id=visit.id, on=day, entered_at=at, **stay))
        return visit

    def resulted(self, visit: Visit, item_id: int, received: int = len(Channel)) -> Result:
        """A result that was published a day later, and received by so many channels on the day after."""
        at = visit.state_since + STAY + DAY
        day, by = at.date(), self.applicant.id
        told: dict[str, Any] = {"kind": Kind.NO_PROBLEM, "ended_on": visit.ends_on}
        names = {"enterprise": visit.enterprise.name, "uscc": visit.enterprise.uscc, "department": "应急局"}
        with make.act():
            result = Result(visit_id=visit.id, present=True, note="", recorded_at=at, recorded_by_id=by, said_why="")
            for name, value in told.items():
                setattr(result, name, value)
            result.findings = [Finding(item_id=item_id, kind=Kind.NO_PROBLEM, words="")]
            db.session.add(result)
            db.session.flush()
            owners = {"enterprise_id": visit.enterprise_id, "department_id": visit.department_id}
            public = {"published_on": day, "published_at": at, "published_by_id": by, "items": [], "kinds": []}
            rest = {"number": visit.number, "basis": visit.basis, "task": "", **names, **owners, **public}
            db.session.add(Publication(visit_id=visit.id, **told, **rest))
            db.session.flush()
            for place, channel in enumerate(Channel):
                record = ChannelRecord(visit_id=visit.id, channel=channel, purpose=Purpose.PUBLISH, round=0, made_at=at)
                record.receipt = "1" if place < received else ""
                record.said_on, record.received_at = (day, at + DAY) if place < received else (None, None)
                db.session.add(record)
            whole = received == len(Channel)
            db.session.add(self.clock(visit, DeadlineKind.PUBLICITY, visit.ends_on, at + DAY if whole else None))
        return result

    def clock(self, visit: Visit, kind: DeadlineKind, since: date, done_at: datetime | None) -> Deadline:
        """A clock of 20 days, within an act."""
        due = since + 20 * DAY
        book = {"rule_id": "publish.results", "rulebook_version": 1, "calendar_version": 1}
        days = {"starts_on": since, "length": 20, "extension": 0, "first_due_on": due, "due_on": due}
        rest = {"provisional": False, "started_at": AT, "done_at": done_at, "round": 1}
        return Deadline(subject=visit.number, kind=kind, **book, **days, **rest)
