"""A published plan of two departments, and a draw of it with its result: enough enterprises that some are drawn."""

from datetime import date, timedelta
from typing import Any

from app.departments.models import Department
from app.draws import queries as draws
from app.draws.models import Draw
from app.draws.rules import AT_ONCE
from app.enterprises.rules import Grade
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.plans import queries as plans
from app.plans import service as planning
from app.visits import queries, service
from app.visits.models import Visit
from app.visits.service import Outcome
from tests import make
from tests.draws.acts import AT, DUE, LATER, Office

AFTER = LATER + timedelta(days=2)


class Season(Office):
    """Two departments with four inspectors each; one task that they do together, one that the first does alone."""

    def __init__(self, firms: int = 60) -> None:
        super().__init__()
        self.lead = make.department("市场监管局", short_name="市监局", line="市场监管")
        self.along = make.department("消防救援大队", short_name="消防大队", line="消防")
        known = make.item("联合事项", [self.lead, self.along], code="LH-1", from_on=date(2026, 1, 1))
        own = make.item("单独事项", [self.lead], code="DD-1", from_on=date(2026, 1, 1))
        self.people = {unit.code: [make.inspector(unit) for _ in range(4)] for unit in (self.lead, self.along)}
        for _ in range(firms):
            make.enterprise(credit_grade=Grade.B)
        annual = make.plan()
        make.task(annual, [self.lead, self.along], [known], "T-1", from_month=9, until_month=10)
        make.task(annual, [self.lead], [own], "T-2", from_month=10, until_month=11)
        with transaction():
            planning.publish(annual, by=SYSTEM, at=AT)
        self.clerk = make.user(Role.CLERK, self.lead)
        self.neighbour = make.user(Role.CLERK, self.along)

    def result(self, *tasks: str, reveal: str = AT_ONCE) -> Draw:
        """A draw of these tasks of the plan (none named: of all), with its result."""
        with transaction():
            plan = plans.by_year(2026)
            numbers = tasks or ("T-1", "T-2")
            draw = planning.draw_up(plan, numbers, by=self.one, at=AT - timedelta(hours=1))
        return self.draw(self.seed(self.lock(draw, value_due=DUE, reveal=reveal)))

    def schedule(self, draw: Draw, **more: Any) -> Outcome:
        with transaction():
            return service.schedule(draw, **{"by": self.one, "at": LATER, **more})

    def visits(self, draw: Draw) -> list[Visit]:
        db.session.expire_all()
        return [*queries.of_draw(draw)]

    def finish(self, draw: Draw) -> None:
        """Every visit of a draw is made, each on its day."""
        for visit in self.visits(draw):
            self.make(visit)

    def make(self, visit: Visit) -> None:
        """Somebody goes in on the first day, and out again."""
        from datetime import datetime

        from app.kernel.clock import SHANGHAI

        at = datetime(visit.starts_on.year, visit.starts_on.month, visit.starts_on.day, 10, tzinfo=SHANGHAI)
        with transaction():
            service.check_in(visit, scanned=visit.enterprise.uscc, by=self.clerk, at=at)
        with transaction():
            service.check_out(visit, by=self.clerk, at=at + timedelta(hours=1))


def sent(draw: Draw, uscc: str, unit: Department) -> str:
    """The first inspector whom a department sends to an enterprise."""
    return draws.visit(draw, uscc).inspectors[unit.code][0]
