"""Which account is whose: who signs in with it is that inspector, on visits and where somebody must not be sent."""

from datetime import datetime

from app.accounts.models import User
from app.inspectors import queries
from app.inspectors.models import Account, Inspector
from app.inspectors.service.keeping import ref
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor, Role
from app.ledger.service import record


def link(inspector: Inspector, user: User | None, *, by: Actor, at: datetime) -> bool:
    """The account is the inspector's from now on, None takes it away; answers whether anything became different.

    Refuses an account of another role or department, and one that is another inspector's.
    """
    if user is not None:
        _check(inspector, user)
    held = inspector.account
    if (held.user_id if held else None) == (user.id if user else None):
        return False
    if user is None:
        inspector.account = None
    elif held is None:
        inspector.account = Account(user_id=user.id, linked_at=at)
    else:
        held.user_id, held.linked_at = user.id, at
    db.session.flush()
    record("inspector:link", ref(inspector.certificate_no), by=by, at=at, account=user.actor if user else "")
    return True


def _check(inspector: Inspector, user: User) -> None:
    if user.role is not Role.INSPECTOR or user.department_id != inspector.department.id:
        raise Refused("inspector_account_elsewhere", field="account")
    other = queries.holder(user)
    if other is not None and other.id != inspector.id:
        raise Refused("inspector_account_taken", field="account", certificate=other.certificate_no)
