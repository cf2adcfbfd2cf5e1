"""Whether a form that makes something new was sent before: what it made has no number yet that one could ask for."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import User
from app.kernel.db import db
from app.ledger import queries as ledger
from app.supervision.models import Order, Referral, Reminder

LATELY = timedelta(days=1)


def made_before(mark: str, *, by: User, at: datetime) -> str:
    """The ref of what this person made with this mark within a day; empty where nothing.

    One person's acts wait for each other, so that the second of two at once sees what the first one made.
    """
    db.session.execute(select(User.id).where(User.id == by.id).with_for_update())
    since = at - LATELY
    reminded = select(Reminder.id).where(Reminder.by_id == by.id, Reminder.at >= since)
    refs = [
        *db.session.scalars(select(Order.number).where(Order.issued_by == by.id, Order.issued_at >= since)),
        *db.session.scalars(select(Referral.number).where(Referral.sent_by == by.id, Referral.sent_at >= since)),
        *(f"reminder:{key}" for key in db.session.scalars(reminded)),
    ]
    return next((ref for ref in refs if ledger.done(mark, ref)), "")
