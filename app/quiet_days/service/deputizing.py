"""A leader puts another one in his place, for some days and by a document; he alone ends it earlier."""

from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Role
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.quiet_days import rules
from app.quiet_days.models import Deputizing


def deputize(deputy: User, *, from_on: date, until_on: date, document: str, by: User, at: datetime) -> Deputizing:
    """Whoever acts puts another leader in his place. Refuses who is no leader, days gone by, and an end before them."""
    if deputy.role is not Role.LEADER or not deputy.active:
        raise Refused("leader_not_a_leader", field="deputy", name=deputy.username)
    rules.check_deputy(rules.Deputy(by.username, deputy.username, from_on, until_on), today=clock.day(at))
    made = Deputizing(leader_id=by.id, deputy_id=deputy.id, from_on=from_on, until_on=until_on, document=document)
    made.entered_at = at
    db.session.add(made)
    days = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
    notices.tell(audience.user(deputy.id), "deputized", f"leader:{by.username}", at=at, leader=by.name, **days)
    facts: dict[str, Any] = {"deputy": deputy.username, "from_on": from_on, "until_on": until_on, "document": document}
    record("quiet_day:deputize", f"leader:{by.username}", by=by, at=at, **facts)
    return made


def end_deputizing(deputizing: Deputizing, *, by: User, at: datetime) -> None:
    """The last day is today, or the first one where that is still to come. Refuses where it is over."""
    today = clock.day(at)
    if deputizing.until_on <= today:
        raise Refused("deputy_over", status=409)
    deputizing.until_on = max(today, deputizing.from_on)
    facts: dict[str, Any] = {"deputy": deputizing.deputy.username, "until_on": deputizing.until_on}
    record("quiet_day:end_deputizing", f"leader:{by.username}", by=by, at=at, **facts)
