"""The check page, and the act of filing: a double click or a repeated POST makes one filing."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.forms import Form
from app.penalties import queries, service
from app.penalties.forms import CaseForm, FactsForm, ReviewForm, given
from app.penalties.models import Draft, Filing
from app.penalties.service import Given, Upload
from app.penalties.views.blueprint import bp, me
from app.penalties.views.drafting import unit
from app.penalties.views.steps import offered


def _forms(draft: Draft) -> tuple[CaseForm, FactsForm, ReviewForm]:
    case, facts, review = (offered(kind.of(draft.answers)) for kind in (CaseForm, FactsForm, ReviewForm))
    if not isinstance(case, CaseForm) or not isinstance(facts, FactsForm) or not isinstance(review, ReviewForm):
        raise TypeError("the steps are three")
    return case, facts, review


def _gap(draft: Draft) -> str | None:
    """The first step that is not in order."""
    steps = zip(("case", "facts", "review"), _forms(draft), strict=True)
    return next((f"penalties.{name}" for name, form in steps if not form.validate()), None)


def _given(draft: Draft, uploads: list[Upload]) -> Given:
    """What the steps say, each of them validated."""
    case, facts, review = _forms(draft)
    for form in (case, facts, review):
        form.validate()
    return given(case, facts, review, uploads)


def _page(draft: Draft, form: Form) -> ResponseReturnValue:
    told = _given(draft, [])
    need, others = service.judged(told, clock.today(), department_id=unit())
    entries = [one for one in queries.entries(clock.today()) if one.code in told.mild.hits]
    more = {"files": queries.draft_files(draft), "terms": queries.terms(clock.today()), "entries": entries}
    page = render_template("penalties/check.html", draft=draft, form=form, given=told, need=need, others=others, **more)
    return page, 422 if form.errors else 200


@bp.get("/penalties/drafts/<key>/check")
@needs(Permission.PENALTY_FILE)
def check(key: str) -> ResponseReturnValue:
    """Everything once more with what the rules make of it: must it be filed, is it a part of a case."""
    draft = queries.draft(key, to=me())
    if gap := _gap(draft):
        flash(_("还有几处要补全，补全后就可以提交。"))
        return redirect(url_for(gap, key=key, faults=1, change=1), 303)
    return _page(draft, Form())


@bp.post("/penalties/drafts/<key>/check")
@needs(Permission.PENALTY_FILE)
def submit(key: str) -> ResponseReturnValue:
    """File. Where the draft is filed already, or by a second click meanwhile, the filing is the answer."""
    try:
        draft = queries.draft(key, to=me())
        if gap := _gap(draft):
            return redirect(url_for(gap, key=key, faults=1, change=1), 303)
        number = _file(key)
    except Missing:
        return redirect(url_for(".show", number=_filed_before(key)), 303)
    except Refused as refused:
        form = Form()
        form.refuse(refused)
        return _page(queries.draft(key, to=me()), form)
    flash(_("已报备。编号 %(number)s；请下载存证回执保存。", number=number))
    return redirect(url_for(".show", number=number), 303)


def _filed_before(key: str) -> str:
    """The number of what the draft has become, told only to whoever may see it. Raises `Missing`."""
    db.session.rollback()
    found = queries.filed_under(f"draft:{key}")
    if found is None or found.department_id != me().department_id:
        raise Missing("penalty_draft_missing")
    return found.number


def _file(key: str) -> str:
    with transaction():
        return _from_draft(queries.draft(key, to=me(), lock=True)).number


def _from_draft(draft: Draft) -> Filing:
    stored = queries.draft_files(draft, content=True)
    uploads = [Upload(name=one.name, mime=one.mime, data=one.content, sha256=one.sha256) for one in stored]
    told = _given(draft, uploads)
    service.discard(draft)
    return service.file(told, origin=f"draft:{draft.key}", by=me(), at=clock.now())
