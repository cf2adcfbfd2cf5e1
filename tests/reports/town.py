"""Two months of a city: complaints on many ways, a debt, visits, filings, orders; all made by the services."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from app.complaints import service as complaints
from app.complaints.models import Complaint
from app.complaints.rules import Channel
from app.enterprises import queries as enterprises
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import COMPLAINANT, Role
from app.reports import rules, service
from app.reports.models import Report
from app.supervision import service as supervision
from app.supervision.rules import Kind as Measure
from app.visits import service as visits
from tests import make
from tests.arrears import books
from tests.complaints import story
from tests.penalties import cases
from tests.visits.scene import Scene

FIRST = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
AUGUST = rules.parse("2026-08")
WORDS = supervision.Draft("关于办理情况的通报", "请抓紧办理。")


class City(story.Cast):
    """The city; `quiet` leaves it without its two months."""

    def __init__(self, *, quiet: bool = False) -> None:
        super().__init__()
        self.unit = make.department("市城管执法局", short_name="城管执法局")
        self.other_clerk = make.user(Role.CLERK, self.unit)
        self.random = Random(20260801)
        if not quiet:
            made = [self.complaint(FIRST + timedelta(days=1.5 * n, hours=n % 5), n) for n in range(36)]
            self.known = next(one.number for one in made if one.department_id == self.unit.id)
            self.debt()
            self.door()
            self.paper()

    def complaint(self, at: datetime, number: int) -> Complaint:
        """A complaint that goes one of many ways: each step a few calendar days after the one before."""
        channel = Channel.LETTER if number % 7 == 0 else Channel.WEB
        by: Any = self.officer if channel is Channel.LETTER else COMPLAINANT
        with transaction():
            told = story.filing(channel=channel)
            holder = self.owner.id if by is COMPLAINANT else None
            more = {"origin": f"town:{number}", "key": story.KEY, "holder": holder}
            made = complaints.file(told, **more, by=by, at=at).complaint
        if number % 11 == 3:
            self._do(complaints.decline, made, at, 1, reason="not_ours", words="不属于受理范围", by=self.officer)
        elif number % 11 != 4:
            self._onward(made, at, number)
        return made

    def _onward(self, made: Complaint, at: datetime, number: int) -> None:
        to, clerk = (self.department, self.clerk) if number % 2 else (self.unit, self.other_clerk)
        at = self._do(complaints.accept, made, at, 4, to=to, sheet=story.SHEET, by=self.officer)
        if number % 9 == 2:
            return
        kind = "complex" if number % 5 == 0 else "simple"
        told = {"fields": story.REPLY, "reason": "涉及鉴定", "by": clerk}
        at = self._do(complaints.verify, made, at, 6, complexity=kind, **told)
        if number % 8 == 5:
            self._extend(made, at, clerk, granted=number % 16 == 5)
        if kind == "complex":
            at = self._do(complaints.give_preliminary, made, at, 25, fields=story.REPLY, by=clerk)
        if number % 6 == 1:
            return
        at = self._do(complaints.resolve, made, at, 12, fields=story.REPLY, by=clerk)
        if number % 3:
            score = self.random.randint(1, 5)
            self._do(complaints.rate, made, at, 5, score=score, reasons=["late"], words="")

    def _extend(self, made: Complaint, at: datetime, clerk: Any, *, granted: bool) -> None:
        with transaction():
            asked = complaints.request_extension(made, days=2, reason="等鉴定结果", by=clerk, at=at)
        with transaction():
            complaints.decide_extension(made, asked, granted=granted, words="按规定", by=self.officer, at=at)

    def _do(self, verb: Any, made: Complaint, at: datetime, most: int, **more: Any) -> datetime:
        later = at + timedelta(days=self.random.randint(0, most), minutes=7)
        with transaction():
            verb(made, **more, at=later)
        return later

    def debt(self) -> None:
        """One account cleared in August, one half paid."""
        cast = books.Cast.among(self, make.department("琼湖街道办事处"))
        cast.second = self.second
        august, july = datetime(2026, 8, 12, 1, 0, tzinfo=UTC), datetime(2026, 7, 20, 1, 0, tzinfo=UTC)
        whole, half = cast.handed("3000.00", at=july), cast.handed("5000.50", at=august)
        for case, amount in ((whole, "1000.00"), (whole, "2000.00"), (half, "1250.25")):
            with transaction():
                paid = {"amount": books.Decimal(amount), "paid_on": date(2026, 8, 20), "voucher": "凭证"}
                books.service.repay(case, **paid, by=cast.office_side, at=datetime(2026, 8, 21, 1, 0, tzinfo=UTC))

    def door(self) -> None:
        """A visit on a quiet day that was approved, one on a free day."""
        scene = Scene.__new__(Scene)
        scene.unit, scene.firm = self.department, enterprises.get(self.owner.enterprise_id or 0)
        scene.item = make.item("重大危险源检查", [self.department], from_on=date(2026, 1, 1))
        scene.people = [make.inspector(self.department), make.inspector(self.department)]
        scene.applicant, scene.leader = make.user(Role.INSPECTOR, self.department), make.user(Role.LEADER)
        scene.lead(self.department, scene.leader)
        told = {"basis_on": date(2026, 8, 3)}
        at = datetime(2026, 8, 7, 1, 0, tzinfo=UTC)
        quiet = scene.approved(date(2026, 8, 11), at=at, **told).visit
        for visit in (quiet, scene.registered(date(2026, 8, 25), at=at, **told)):
            entry = clock.midnight(visit.starts_on) + timedelta(hours=9)
            with transaction():
                visits.check_in(visit, scanned=scene.firm.uscc, by=scene.applicant, at=entry)

    def paper(self) -> None:
        """A filing in time, one after its decision; a circular."""
        firm = enterprises.get(self.owner.enterprise_id or 0)
        cast = cases.Cast.among(self.clerk, self.other_clerk, self.officer, firm)
        at = datetime(2026, 8, 18, 1, 0, tzinfo=UTC)
        cast.vetted("48000.00", at=at)
        cast.vetted("36000.00", at=at + timedelta(days=1), case_no="沅市监立〔2026〕119号", late_on=date(2026, 8, 17))
        with transaction():
            told = {"department_id": self.unit.id, "by": self.officer}
            supervision.take_measure(Measure.CIRCULAR, (self.known,), WORDS, **told, at=at)

    def issue(self, key: str = "2026-08", *, why: str = "", at: datetime = SEPTEMBER) -> Report:
        """The report of a period."""
        with transaction():
            return service.issue(rules.parse(key), why=why, by=self.officer, at=at)
