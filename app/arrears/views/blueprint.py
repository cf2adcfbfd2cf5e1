"""What the doors of arrears share: who looks and from which side, one act done once, nothing typed lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.arrears import queries
from app.arrears.forms.acting import ActForm
from app.arrears.models import ArrearsCase
from app.arrears.service import CREDITOR, Side
from app.complaints import queries as complaints
from app.complaints import service as filing
from app.complaints.models import Complaint
from app.complaints.rules import Author
from app.kernel import numbering, sealing
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import Role
from app.kernel.web import browser, forms
from app.ledger import queries as ledger
from app.ledger.service import request_id

bp = Blueprint("arrears", __name__)
_SIDES = {Role.OVERSIGHT: Author.OFFICE, Role.CLERK: Author.DEPARTMENT}


def identity_key() -> bytes:
    """The key that seals identities."""
    return sealing.key(current_app.config["BE_IDENTITY_KEY"])


def user() -> User | None:
    """Whoever is signed in; None for nobody."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def me() -> User:
    """Whoever is signed in, behind a permission that asks for it."""
    found: User = current_user._get_current_object()
    return found


def holder() -> str:
    """The pseudonym of a signed-in enterprise's user; empty for everybody else."""
    who = user()
    return filing.holder_of(identity_key(), who.id) if who and who.role is Role.ENTERPRISE else ""


@dataclass(frozen=True)
class Seen:
    """A complaint as one side looks at it: `account` is None where there is none, or that side may not read it."""

    complaint: Complaint
    side: Side
    account: ArrearsCase | None
    opened: bool

    @property
    def author(self) -> Author:
        """The side."""
        return self.side.author


def look(number: str) -> Seen:
    """The case from the side of whoever looks. Raises `Missing` where they may not see it."""
    complaint, side = _found(_plain(number))
    queries.known(complaint)
    account = queries.of_complaint(complaint)
    closed = side.author is Author.DEPARTMENT and account is not None and not queries.open_to_department(account)
    return Seen(complaint, side, None if closed else account, account is not None)


def _plain(number: str) -> str:
    try:
        return numbering.parse_number(number)
    except Refused:
        raise Missing("arrears_missing") from None


def _found(number: str) -> tuple[Complaint, Side]:
    """The complaint and the side; whoever may see nothing is told the same as of a number that is not there."""
    who = user()
    try:
        if browser.follows(number):
            return complaints.tracked(number), CREDITOR
        if who is None:
            raise Missing
        found = complaints.get(number, to=who, holder=holder())
    except Missing:
        raise Missing("arrears_missing") from None
    return found, Side(_SIDES[who.role], who) if who.role in _SIDES else CREDITOR


def account(number: str) -> tuple[Seen, ArrearsCase]:
    """The case with its account, for whoever may read it. Raises `Missing`."""
    seen = look(number)
    if seen.account is None:
        raise Missing("arrears_missing")
    return seen, seen.account


def perform(number: str, verb: Callable[[], object]) -> None:
    """Do one act on a case in one transaction; the same form sent twice does it once.

    Acts on one case wait for each other, and each decides on what it reads after the wait.
    """
    mark = forms.once()
    request_id.set(mark or g.request_id)
    with transaction():
        complaints.lock(number)
        if not ledger.done(mark, f"account:{number}"):
            verb()


def respond(name: str, seen: Seen, form: ActForm, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    """The page of an act's form, or the answer to it having been sent: back to the case, or with what was typed."""
    number = seen.complaint.number
    if request.method != "POST":
        form.version.data = str(_version(seen))
    if not form.validate_on_submit():
        return page(name, seen, form), 422 if form.errors else 200
    try:
        perform(number, verb)
    except (StaleDataError, IntegrityError):
        return _again(name, number, form, Conflict("changed_meanwhile"))
    except Refused as refused:
        return _again(name, number, form, refused)
    flash(words)
    return redirect(url_for("arrears.show", number=number), 303)


def _again(name: str, number: str, form: ActForm, refused: Refused) -> ResponseReturnValue:
    db.session.rollback()
    now = look(number)
    form.refuse(refused)
    form.version.data = str(_version(now))
    return page(name, now, form), refused.status


def _version(seen: Seen) -> int:
    return seen.account.version if seen.account else 0


def page(name: str, seen: Seen, form: ActForm, **more: Any) -> str:
    """The page of an act's form."""
    book = queries.book(seen.account) if seen.account else None
    return render_template("arrears/act.html", name=name, seen=seen, book=book, form=form, **more)
