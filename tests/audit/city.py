"""A clean city in which the audit finds nothing, and the ways to put into it what the service refuses."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.audit import queries
from app.audit.queries import Asked
from app.audit.rules import Fact
from app.departments.models import Department
from app.enterprises.models import Enterprise
from app.inspectors.models import Inspector
from app.kernel import numbering
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM
from app.plans import service as plans
from app.visits import service as visits
from app.visits.models import CheckIn, Look, Member, Visit
from app.visits.rules import Basis, State
from tests import make
from tests.results.scene import IN, OUT, Scene
from tests.visits.scene import AT

AS_OF = date(2026, 9, 30)
ON_QUIET = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
MARCH = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
STAY = timedelta(hours=2)


class City(Scene):
    """Everything as the measures want it on 30 September 2026: a plan, an approved visit, one on a free day."""

    def __init__(self) -> None:
        super().__init__()
        self.rivals = [make.inspector(self.rival_unit), make.inspector(self.rival_unit)]
        self.plan = make.plan()
        self.task = make.task(self.plan, [self.unit, self.rival_unit], [self.item])
        with transaction():
            plans.publish(self.plan, by=SYSTEM, at=MARCH)
        request = self.approved(date(2026, 9, 11), at=AT)
        with transaction():
            visits.check_in(request.visit, scanned=self.firm.uscc, by=self.applicant, at=AT)
        with transaction():
            visits.check_out(request.visit, by=self.applicant, at=AT + STAY)
        self.recorded(self.over())
        self.serial = 0

    def found(self, on: date = AS_OF) -> list[Fact]:
        """What the audit finds."""
        db.session.expire_all()
        return list(queries.facts(Asked(on)))

    def forced(
        self,
        at: datetime = IN,
        firm: Enterprise | None = None,
        unit: Department | None = None,
        people: list[Inspector] | None = None,
        stay: timedelta | None = STAY,
        **more: Any,
    ) -> Visit:
        """A visit that was entered at an instant, as an import or a hand in the database leaves it.

        Whatever is not named is as it should be; on a quiet day nothing is approved.
        """
        self.serial += 1
        day = (at + timedelta(hours=8)).date()
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
        firm = firm or make.enterprise()
        with make.act():
            visit = Visit(
                enterprise_id=firm.id,
                department_id=(unit or self.unit).id,
                drafted_by_id=self.applicant.id,
                **(values | more),
            )
            visit.members = [Member(inspector_id=one.id) for one in (self.people if people is None else people)]
            visit.looked_at = [Look(item_id=self.item.id)]
            db.session.add(visit)
            db.session.flush()
            left = at + stay if stay is not None else None
            entry = CheckIn(visit_id=visit.id, on=day, entered_at=at, entered_by_id=self.applicant.id, left_at=left)
            entry.emergency = ""
            db.session.add(entry)
        return visit


__all__ = ["AS_OF", "IN", "MARCH", "ON_QUIET", "OUT", "STAY", "City"]
