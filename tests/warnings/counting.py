"""Things that count, made by the services: visits that went in, emergencies, reports, answers that are late."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.complaints import service as complaints
from app.complaints.models import Complaint
from app.kernel.db import transaction
from app.kernel.permissions import Role
from app.visits import service as visits
from app.visits.models import Visit
from app.warnings import service
from tests import make
from tests.complaints import story
from tests.visits.scene import AT, Scene, allow_emergencies

FIRST = date(2026, 9, 22)


def instant(day: date, hour: int = 2) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class Town(Scene):
    """A department with visits, and its clerk; complaints about it."""

    def __init__(self) -> None:
        super().__init__()
        with transaction():
            complaints.load_categories(by=make.SYSTEM, at=AT)
        self.clerk = make.user(Role.CLERK, department=self.unit)
        self.stranger = make.user(Role.CLERK, department=self.rival_unit)
        self.judge = make.user(Role.DISCIPLINE)

    def went_in(self, day: date, **more: Any) -> Visit:
        """A visit that went in on a day on which nobody must approve."""
        visit = self.registered(day, at=instant(day, 1), **more)
        with transaction():
            visits.check_in(visit, scanned=visit.enterprise.uscc, by=self.applicant, at=instant(day))
        return visit

    def burst_in(self, day: date, **more: Any) -> Visit:
        """A visit that went in before anybody approved it."""
        visit = self.draft(day, at=instant(day, 1), **more)
        with transaction():
            visits.enter_urgently(visit, reason="浓烟", by=self.applicant, at=instant(day))
        return visit

    def reported(self, day: date, unit: Any = None) -> str:
        """An enterprise tells of people of a department without a pass."""
        with transaction():
            made = visits.report(
                enterprise=self.firm,
                place="",
                department=unit or self.unit,
                words="两人没有出示核验码",
                origin=f"{day}-{unit}",
                at=instant(day),
            )
        return f"sighting:{made.id}"

    def late(self, day: date = date(2026, 9, 8)) -> Complaint:
        """A case of the department, referred on a day, that nobody verifies: late from the fourth working day on."""
        complaint = story.filed(self.owner, at=instant(day)).complaint
        with transaction():
            complaints.accept(complaint, to=self.unit, sheet=story.SHEET, by=self.office, at=instant(day))
        return complaint

    def count(self, day: date) -> int:
        with transaction():
            return service.count(at=instant(day, 0))


__all__ = ["FIRST", "Town", "allow_emergencies", "instant", "timedelta"]
