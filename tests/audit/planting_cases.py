"""Faults in cases: complaints, debts, orders, penalties, and what one person changed alone."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.accounts.models import User
from app.arrears.models import ArrearsCase
from app.complaints import service as complaints
from app.complaints.models import Complaint, Extension
from app.complaints.rules import Complexity
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from app.ledger.service import record
from app.penalties import service as fining
from app.penalties.models import Filing
from app.penalties.rules import ReversalKind
from app.policy.models import RulebookVersion, RuleVersion
from app.supervision import service as supervision
from app.supervision.models import Order
from app.supervision.rules import Kind
from app.supervision.service import Draft
from app.workdays.models import CalendarVersion
from tests import make
from tests.arrears import books
from tests.audit.city import City
from tests.audit.planting import plants
from tests.complaints import story
from tests.penalties import cases as penalties


def at(day: int, month: int = 9, hour: int = 2) -> datetime:
    """An instant of 2026."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


class Cast:
    """Who acts on the cases of a city: made with the first of them."""

    def __init__(self, city: City) -> None:
        self.office, self.unit = city.office, city.unit
        self.clerk, self.stranger = make.user(Role.CLERK, city.unit), make.user(Role.CLERK, city.rival_unit)
        self.owner, self.firm = make.user(Role.ENTERPRISE), make.enterprise()
        with transaction():
            complaints.load_categories(by=make.SYSTEM, at=make.AT)
        self.fines = penalties.Cast.among(self.clerk, self.stranger, self.office, self.firm)
        self.serial = 0

    def referred(self, when: datetime) -> Complaint:
        """Filed, accepted and handed over to the department at an instant."""
        found = story.filed(self.owner, at=when).complaint
        with transaction():
            complaints.accept(found, to=self.unit, sheet=story.SHEET, by=self.office, at=when)
        return found

    def verified(self, when: datetime, then: datetime, kind: Complexity = Complexity.SIMPLE) -> Complaint:
        """Verified at another instant."""
        found, told = self.referred(when), {"fields": story.REPLY, "complexity": kind, "reason": "涉及鉴定"}
        with transaction():
            complaints.verify(found, **told, by=self.clerk, at=then)
        return found

    def resolved(self, when: datetime, then: datetime, last: datetime) -> Complaint:
        """Closed at a third one."""
        found = self.verified(when, then)
        with transaction():
            complaints.resolve(found, fields=story.REPLY, by=self.clerk, at=last)
        return found

    def debt(self, when: datetime) -> ArrearsCase:
        """A matter of arrears, handed over to the department."""
        found = books.Cast.among(self, self.unit).opened(at=when)  # type: ignore[arg-type]
        with transaction():
            complaints.accept(found.complaint, to=self.unit, sheet=story.SHEET, by=self.office, at=when)
        return found

    def order(self, when: datetime) -> Order:
        """A circular about a case that has nothing else wrong with it."""
        subject = self.resolved(when - timedelta(hours=2), when - timedelta(hours=1), when).number
        draft = Draft("关于办理情况的通报", "请抓紧办理。")
        with transaction():
            return supervision.take_measure(
                Kind.CIRCULAR, [subject], draft, department_id=self.unit.id, by=self.office, at=when
            )

    def fined(self, *fines: str, when: datetime, publish: bool = True, ask: bool = False, **more: Any) -> Filing:
        """A penalty of a case of its own, reviewed, decided an hour later, published."""
        self.serial += 1
        case = {"case_no": f"审计{self.serial}号", **more}
        filing = self.fines.vetted(*(fines or ("48000.00",)), at=when, **case)
        if ask:
            self.fines.ask(filing, at=when)
        self.fines.decide(filing, at=when + penalties.HOUR)
        if publish:
            then = when + 2 * penalties.HOUR
            told: dict[str, Any] = {"channel": "信用益阳", "published_on": penalties.civil_day(then)}
            with transaction():
                fining.publish(filing, **told, by=self.clerk, at=then)
        return filing


_casts: dict[int, Cast] = {}


def cast(city: City) -> Cast:
    """The people of a city, made once."""
    if id(city) not in _casts:
        _casts.clear()
        _casts[id(city)] = Cast(city)
    return _casts[id(city)]


@plants("complaint_unaccepted")
def complaint_unaccepted(city: City) -> None:
    story.filed(cast(city).owner, at=at(8))


@plants("verify_late")
def verify_late(city: City) -> None:
    cast(city).resolved(at(8), at(15), at(16))


@plants("simple_late")
def simple_late(city: City) -> None:
    cast(city).resolved(at(8), at(10), at(21))


@plants("complex_late")
def complex_late(city: City) -> None:
    cast(city).verified(at(8), at(10), Complexity.COMPLEX)


@plants("extension_late")
def extension_late(city: City) -> None:
    people = cast(city)
    found = people.verified(at(17), at(18))
    with transaction():
        asked = complaints.request_extension(found, days=10, reason="等鉴定", by=people.clerk, at=at(22))
    with transaction():
        complaints.decide_extension(found, asked, granted=True, words="", by=people.office, at=at(23))
    with make.act():
        db.session.scalars(select(Extension)).one().decided_at = at(29)


@plants("rating_unmended")
def rating_unmended(city: City) -> None:
    found = cast(city).resolved(at(31, 8), at(1), at(1, hour=3))
    with transaction():
        complaints.rate(found, score=1, reasons=["unsolved"], words="没有解决", at=at(2))


@plants("review_undecided")
def review_undecided(city: City) -> None:
    found = cast(city).resolved(at(7), at(8), at(8, hour=3))
    with transaction():
        complaints.request_review(found, reason="没有回答我的问题", at=at(10))


@plants("identity_alone")
def identity_alone(city: City) -> None:
    people = cast(city)
    found = people.resolved(at(8), at(9), at(10))
    with transaction():
        record("complaint:look", found.number, by=people.office, at=at(11))


@plants("arrears_no_step")
def arrears_no_step(city: City) -> None:
    people = cast(city)
    found = people.debt(at(20, 8)).complaint
    told: dict[str, Any] = {"fields": story.REPLY, "complexity": Complexity.SIMPLE, "reason": ""}
    with transaction():
        complaints.verify(found, **told, by=people.clerk, at=at(21, 8))
    with transaction():
        complaints.resolve(found, fields=story.REPLY, by=people.clerk, at=at(24, 8))


@plants("arrears_answer_late")
def arrears_answer_late(city: City) -> None:
    cast(city).debt(at(22))


@plants("order_unreceived")
def order_unreceived(city: City) -> None:
    people = cast(city)
    order = people.order(at(22))
    with transaction():
        supervision.receive(order, by=people.clerk, at=at(24))
    with transaction():
        supervision.answer(order, words="已经办结", by=people.clerk, at=at(24, hour=3))


@plants("order_unanswered")
def order_unanswered(city: City) -> None:
    people = cast(city)
    order = people.order(at(22, hour=4))
    with transaction():
        supervision.receive(order, by=people.clerk, at=at(22, hour=5))


@plants("filed_late")
def filed_late(city: City) -> None:
    cast(city).fines.filed("48000.00", at=at(11), case_no="补报1号", late_on=date(2026, 9, 4))


@plants("decided_first")
def decided_first(city: City) -> None:
    filing = cast(city).fined(when=at(14))
    with make.act():
        filing.filed_at = at(15)


@plants("fines_split")
def fines_split(city: City) -> None:
    for fine, day in (("20000.00", 14), ("15000.00", 16)):
        cast(city).fines.filed(fine, at=at(day), case_no="拆分1号")


@plants("review_missing")
def review_missing(city: City) -> None:
    filing = cast(city).fined(when=at(14))
    with make.act():
        filing.reviewer, filing.reviewed_on, filing.reviewed_at = "", None, None


@plants("lenient_fined")
def lenient_fined(city: City) -> None:
    filing = cast(city).fined(when=at(14))
    with make.act():
        filing.leniency = ["BYCF-01"]


@plants("decided_unanswered")
def decided_unanswered(city: City) -> None:
    cast(city).fined(when=at(14), ask=True)


@plants("penalty_unpublished")
def penalty_unpublished(city: City) -> None:
    cast(city).fined(when=at(14), publish=False)


@plants("penalty_kept_up")
def penalty_kept_up(city: City) -> None:
    people = cast(city)
    filing = people.fined(when=at(14))
    told: dict[str, Any] = {"document_no": "复1号", "words": "证据不足", "on": date(2026, 9, 18)}
    with transaction():
        fining.reverse(filing, kind=ReversalKind.LAWSUIT, **told, by=people.clerk, at=at(18))


@plants("rule_alone")
def rule_alone(city: City) -> None:
    somebody: User = city.office
    with make.act():
        last = db.session.scalars(select(RuleVersion).where(RuleVersion.rule_id == "arrears.pay_within")).one()
        db.session.add(RulebookVersion(number=99, made_at=at(28), made_by_id=somebody.id))
        db.session.flush()
        last.until_on = date(2026, 9, 28)
        told = {name: getattr(last, name) for name in ("rule_id", "position", "kind", "choices", "unit", "basis")}
        words = {"clause": last.clause, "meaning": last.meaning, "reason": "", "kept_value": "90"}
        hands = {"proposed_at": at(28), "approved_at": at(28), "proposed_by_id": somebody.id}
        db.session.add(RuleVersion(version=99, from_on=date(2026, 9, 29), **told, **words, **hands))


@plants("calendar_alone")
def calendar_alone(city: City) -> None:
    row = {"number": 99, "year": 2030, "source": "电话通知", "digest": "0" * 64, "loaded_at": at(28)}
    with make.act():
        db.session.add(CalendarVersion(**row, loaded_by_id=city.office.id))
