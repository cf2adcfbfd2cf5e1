"""Visits to enterprises that have complained under seal: for the office, which watches that nobody pays it back."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select

from app.accounts.models import User
from app.complaints import queries as complaints
from app.kernel.db import db
from app.visits.models import Visit
from app.visits.queries.joining import OPEN


def flagged(since: date, holder: Callable[[int | None], str]) -> Sequence[Visit]:
    """Visits asked for or registered that end on a day or later, to enterprises with an open case of which the
    department does not know who filed it; `holder` gives the pseudonym of an account. Only cases that were filed from
    an account can be found: an identity that somebody typed stays sealed.
    """
    asked = select(Visit).where(Visit.state.in_(OPEN), Visit.ends_on >= since)
    found = db.session.scalars(asked.order_by(Visit.starts_on, Visit.number)).unique().all()
    firms = {one.enterprise_id for one in found}
    accounts = db.session.execute(select(User.id, User.enterprise_id).where(User.enterprise_id.in_(firms)))
    names = {holder(key): firm for key, firm in accounts}
    hidden = {names[one] for one in complaints.kept_from_others(names.keys())}
    return [one for one in found if one.enterprise_id in hidden]
