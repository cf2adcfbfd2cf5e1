"""What belongs to the account: what waits for it, drafts, complaints (ux.md E-08)."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.models import User
from app.complaints import queries, service
from app.complaints.models import Draft
from app.complaints.rules import State
from app.complaints.views import timers
from app.complaints.views.following import open_verbs
from app.complaints.views.root import bp, holder, identity_key, user
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web import browser
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.notices import queries as notices


def _numbers(follower: User) -> list[str]:
    """The numbers of the cases that an account follows."""
    if follower.role is not Role.ENTERPRISE:
        return []
    return [found.number for found in queries.followed(service.holder_of(identity_key(), follower.id))]


def _holder(number: str, users: Sequence[User]) -> User | None:
    """Which of these accounts the case is of: found by the key, never kept."""
    pseudonym = queries.holder_of(number)
    root = identity_key()
    return next((one for one in users if pseudonym and service.holder_of(root, one.id) == pseudonym), None)


notices.follow(_numbers)
notices.know_holders(_holder)


@bp.get("/my")
@bp.get("/my/complaints", alias=True)
@needs(Permission.COMPLAINT_FOLLOW)
def mine() -> ResponseReturnValue:
    """What waits for the account, its drafts, its complaints with the clock that runs out first."""
    found = queries.followed(holder())
    number = page_number()
    shown = queries.rows_of(found[(number - 1) * PER_PAGE : number * PER_PAGE], to=user())  # type: ignore[arg-type]
    names = {row.code: _(row.name) for row in queries.categories()}
    return render_template(
        "complaints/mine.html",
        waiting=[(one, names[one.category]) for one in found if one.state is State.RESOLVED or _again(one)],
        drafts=[(draft, _first_words(draft)) for draft in queries.drafts_of(holder())],
        pairs=list(zip(shown, timers.chips(shown, clock.today()), strict=True)),
        page=Page(rows=shown, total=len(found), number=number),
        names=names,
    )


def _again(complaint: object) -> bool:
    return "rate_again" in open_verbs(complaint)  # type: ignore[arg-type]


def _first_words(draft: Draft) -> str:
    """What shows which draft it is."""
    answers = queries.draft_answers(draft, root=identity_key())
    category = queries.category(str(answers.get("category", "")))
    return str(answers.get("facts") or (_(category.name) if category else ""))[:60]


@bp.post("/complaints/drafts/continue")
@needs(Permission.COMPLAINT_FOLLOW)
def continue_draft() -> ResponseReturnValue:
    """Go on writing one of the account's drafts in this browser."""
    browser.write_draft(_own_draft().key)
    return redirect(url_for("complaints.matter"), 303)


@bp.post("/complaints/drafts/discard")
@needs(Permission.COMPLAINT_FOLLOW)
def discard_draft() -> ResponseReturnValue:
    """Throw one of the account's drafts away."""
    draft = _own_draft()
    with transaction():
        service.discard(draft)
    flash(_("草稿已删除。"))
    return redirect(url_for("complaints.mine"), 303)


def _own_draft() -> Draft:
    found = queries.draft(request.form.get("key", ""))
    if found is None or found.holder != holder():
        abort(404)
    return found
