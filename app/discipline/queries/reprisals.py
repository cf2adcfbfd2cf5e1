"""Actions of a department against an enterprise that had complained of it shortly before (item 84)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date

from sqlalchemy import func, select

from app.accounts.models import User
from app.complaints.models import Complaint, Identity, Referral
from app.discipline import rules
from app.discipline.rules import Action, Close, Filed, Kind
from app.kernel import clock
from app.kernel.db import db
from app.penalties.models import Filing
from app.results.models import Paper
from app.results.rules import PaperKind
from app.visits.models import CheckIn, Companion, Visit

Holder = Callable[[int | None], str]


def found(today: date, within: int, holder: Holder) -> list[Close]:
    """Actions at most `within` days after a complaint of the same enterprise about one of their departments.

    `holder` gives the pseudonym of an account. Only cases filed from an account can be found: an identity that
    somebody typed stays sealed. A department is complained of where a case was handed over to it, ever.
    """
    since = rules.first_day(today, within)
    filed = _filed(since, holder)
    firms, units = {firm for firm, _ in filed}, {unit for _, unit in filed}
    return rules.close(_actions(since, firms, units), filed, within) if filed else []


def _filed(since: date, holder: Holder) -> Filed:
    accounts = db.session.execute(select(User.id, User.enterprise_id).where(User.enterprise_id.is_not(None)))
    names = {holder(key): firm for key, firm in accounts}
    asked = (
        select(Identity.holder, Complaint.filed_at, Referral.department_id)
        .join(Complaint, Complaint.id == Identity.complaint_id)
        .join(Referral, Referral.complaint_id == Complaint.id)
        .where(Identity.holder != "", Complaint.filed_at >= clock.midnight(since))
    )
    told: Filed = defaultdict(list)
    for name, at, unit in db.session.execute(asked.distinct()):
        if firm := names.get(name):
            told[firm, unit].append(at)
    return dict(told)


def _actions(since: date, firms: Collection[int], units: Collection[int]) -> Iterator[Action]:
    yield from _visits(since, firms)
    wanted = (Filing.enterprise_id.in_(firms), Filing.department_id.in_(units))
    for one in db.session.scalars(select(Filing).where(*wanted, Filing.filed_at >= clock.midnight(since))):
        yield Action(Kind.PENALTY, one.number, one.enterprise_id or 0, frozenset({one.department_id}), one.filed_at)
    orders = (
        select(Paper.number, Paper.issued_at, Visit.enterprise_id, Visit.department_id)
        .join(Visit, Visit.id == Paper.visit_id)
        .where(Paper.kind == PaperKind.ORDER, Paper.issued_at >= clock.midnight(since), Visit.enterprise_id.in_(firms))
    )
    for number, at, firm, unit in db.session.execute(orders):
        yield Action(Kind.ORDER, number, firm, frozenset({unit}), at)


def _visits(since: date, firms: Collection[int]) -> Iterator[Action]:
    """The visits that went in, each with all departments that took part."""
    entered = (
        select(Visit.id, Visit.number, Visit.enterprise_id, Visit.department_id, func.min(CheckIn.entered_at))
        .join(CheckIn, CheckIn.visit_id == Visit.id)
        .where(Visit.enterprise_id.in_(firms), CheckIn.on >= since)
        .group_by(Visit.id, Visit.number, Visit.enterprise_id, Visit.department_id)
    )
    rows = db.session.execute(entered).all()
    along = defaultdict[int, set[int]](set)
    for one in db.session.scalars(select(Companion).where(Companion.visit_id.in_([row[0] for row in rows]))):
        along[one.visit_id].add(one.department_id)
    for key, number, firm, unit, at in rows:
        yield Action(Kind.VISIT, number, firm, frozenset({unit, *along[key]}), at)
