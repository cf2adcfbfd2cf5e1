"""Looking at what leaves the service: what is still to be spread, what is due, the log of deliveries."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, exists, func, or_, select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.notices import rules
from app.notices.models import Delivery, Notice
from app.notices.rules import Carrier, DeliveryState

AT_ONCE = 200


class Log(NamedTuple):
    """A page of the log: its rows and how many there are."""

    rows: Sequence[Delivery]
    total: int


def unspread() -> Sequence[Notice]:
    """Some of the notices of which no deliveries were made yet, the oldest first; kept for this act."""
    asked = select(Notice).where(Notice.spread_at.is_(None)).order_by(Notice.id).limit(AT_ONCE)
    return db.session.scalars(asked.with_for_update(skip_locked=True)).all()


def is_stuck(since: datetime, *, by: Collection[Carrier]) -> bool:
    """Whether something that could have left by these carriers since an instant is still here: not spread, or due and
    not tried.
    """
    kept = exists().where(Notice.spread_at.is_(None), Notice.at < since)
    waits = (Delivery.state == DeliveryState.WAITING, Delivery.carrier.in_(list(by)))
    held = exists().where(*waits, Delivery.next_at < since)
    return bool(db.session.scalar(select(or_(kept, held))))


def due(at: datetime, *, by: Collection[Carrier], but: Collection[str] = ()) -> Delivery | None:
    """A delivery that may be sent now, kept for this act: not by carriers nor to recipients that are out of reach.

    Of those that are due at the same instant none comes before another for a reason.
    """
    asked = (
        select(Delivery)
        .join(Delivery.notice)
        .where(
            Delivery.state == DeliveryState.WAITING,
            Delivery.next_at <= at,
            Delivery.carrier.in_([one for one in by if one not in but]),
            Delivery.recipient.not_in(but),
        )
    )
    kept = asked.order_by(Delivery.next_at, Notice.message_id).limit(1)
    return db.session.scalar(kept.with_for_update(skip_locked=True, of=Delivery))


def abandoned(at: datetime) -> Sequence[Delivery]:
    """Deliveries whose sender has not come back within the lease."""
    asked = select(Delivery).where(Delivery.state == DeliveryState.SENDING, Delivery.lease_until <= at)
    return db.session.scalars(asked.with_for_update(skip_locked=True, of=Delivery)).all()


def leased(delivery_id: int, until: datetime) -> Delivery | None:
    """The delivery, if the lease that ends then is still the one that counts."""
    asked = select(Delivery).where(
        Delivery.id == delivery_id, Delivery.state == DeliveryState.SENDING, Delivery.lease_until == until
    )
    return db.session.scalar(asked.with_for_update(of=Delivery).execution_options(populate_existing=True))


def log(*, state: DeliveryState | None = None, page: int, per_page: int) -> Log:
    """A page of all deliveries, the newest first."""
    asked = select(Delivery)
    return _page(asked.where(Delivery.state == state) if state else asked, page, per_page)


def own_log(user: User, *, most: int = 20) -> Sequence[Delivery]:
    """The last deliveries to a user. What the holder of a case was sent is not kept under a name."""
    return _page(select(Delivery).where(Delivery.recipient == rules.user(user.id)), 1, most).rows


def delivery(delivery_id: int) -> Delivery:
    """The delivery with this key. Raises `Missing`."""
    found = db.session.get(Delivery, delivery_id)
    if found is None:
        raise Missing
    return found


def _page(asked: Select[Delivery], page: int, per_page: int) -> Log:
    total = db.session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0
    rows = db.session.scalars(asked.order_by(Delivery.id.desc()).limit(per_page).offset((page - 1) * per_page)).all()
    return Log(rows, total)
