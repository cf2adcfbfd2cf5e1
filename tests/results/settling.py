"""Results of the town: a visit that is over, one with a result that is followed up, and its paper."""

from datetime import date
from typing import Any

from app.accounts.models import User
from app.departments.models import Department
from app.enterprises import queries as enterprises
from app.items.models import Item
from app.kernel.db import transaction
from app.quiet_days import service as quiet_days
from app.results import queries
from app.results import service as results
from app.results.models import Result
from app.results.rules import Found, Kind, PaperKind
from app.results.service import Outcome
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import Basis
from tests import make
from tests.results.scene import photo
from tests.visits.scene import AT

TODAY = date(2026, 9, 11)


class Settling:
    """Makes visits of today that are over, and their results."""

    def __init__(self, owner: User, applicant: User, leader: User, unit: Department, item: Item) -> None:
        self.firm = enterprises.get(owner.enterprise_id or 0)
        self.people = [make.inspector(unit) for _ in range(2)]
        self.applicant, self.leader, self.item = applicant, leader, item

    def over(self) -> Visit:
        wanted = visits.Wanted(
            enterprise=self.firm,
            days=(TODAY, TODAY),
            basis=Basis.MONITORING,
            basis_ref="JC-2026-119",
            basis_on=date(2026, 9, 10),
            reason="冷库温度异常",
            items=[self.item],
            inspectors=self.people,
        )
        with transaction():
            made = visits.draft(wanted, by=self.applicant, at=AT)
        with transaction():
            request = quiet_days.submit(made, by=self.applicant, at=AT)
        with transaction():
            quiet_days.approve(request, by=self.leader, at=AT)
        with transaction():
            visits.check_in(made, scanned=self.firm.uscc, by=self.applicant, at=AT)
        with transaction():
            visits.check_out(made, by=self.applicant, at=AT)
        return made

    def recorded(self) -> Result:
        visit, files = self.over(), [results.upload("现场.jpg", photo())]
        with transaction():
            found = [Found(self.item.id, Kind.ORDERED_TO_CORRECT, "温度计未检定", date(2026, 9, 30))]
            return results.record_result(visit, Outcome(found, files=files), by=self.applicant, at=AT)


def settle(owner: User, applicant: User, leader: User, unit: Department, item: Item) -> dict[str, Any]:
    """The names by which the walks know them; `leader` is in charge of `unit` already."""
    town = Settling(owner, applicant, leader, unit, item)
    waiting, made = town.over(), town.recorded()
    with transaction():
        paper = results.issue(made, PaperKind.ORDER, by=applicant, at=AT)
    with transaction():
        results.save_draft(waiting, {"kind": "no_problem"}, by=applicant, at=AT)
    (follow,) = queries.follow_ups(made)
    return {"over": waiting.number, "result": made.visit.number, "follow_up": follow.id, "paper": paper.number}
