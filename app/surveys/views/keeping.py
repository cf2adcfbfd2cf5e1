"""The office's pages: surveys, a new one, its codes as slips, its end, the reasons people gave."""

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.kernel import clock, wording
from app.kernel.db import db, transaction
from app.kernel.documents import pdf, qr_svg
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import acts, forms
from app.kernel.web.pages import instant
from app.ledger.service import request_id
from app.surveys import queries, service
from app.surveys.forms import OpenForm, PrintForm
from app.surveys.models import Survey
from app.surveys.rules import Group, State
from app.surveys.views.blueprint import bp, me, perform


@bp.get("/surveys")
@needs(Permission.SURVEY_MANAGE)
def index() -> ResponseReturnValue:
    """All surveys."""
    rows = [(one, queries.progress(one)) for one in queries.every()]
    return render_template("surveys/index.html", rows=rows)


@bp.route("/surveys/new", methods=["GET", "POST"])
@needs(Permission.SURVEY_MANAGE)
def new() -> ResponseReturnValue:
    """Open a survey."""
    form = OpenForm()
    words = _("评议已经开始，请打印评议码。")
    return acts.answer("surveys/new.html", form, lambda: url_for(".show", number=_open(form)), words)


def _open(form: OpenForm) -> str:
    sent = forms.once()
    if sent:
        request_id.set(sent)
    with transaction():
        before = queries.opened_with(sent, by=me(), at=clock.now()) if sent else ""
        if before:
            return before
        days = (form.title.data, form.from_on.data, form.until_on.data)
        units = list(departments.by_codes(form.departments.data or []).values())
        who = [Group(one) for one in form.groups.data or []]
        return service.open_survey(*days, groups=who, departments=units, by=me(), at=clock.now()).number


@bp.get("/surveys/<number>")
@needs(Permission.SURVEY_MANAGE)
def show(number: str) -> ResponseReturnValue:
    """One survey: its codes, how many were used, and, once it is closed, where its results are."""
    return _page(queries.by_number(number), PrintForm(formdata=None))


def _page(survey: Survey, form: PrintForm, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "surveys/show.html",
        survey=survey,
        form=form.offer(survey),
        progress=queries.progress(survey),
        batches=queries.batches(survey),
        over=clock.today() > survey.until_on,
        history=[
            {"when": instant(one.at), "words": wording.label("ledger_verb", one.verb)}
            for one in queries.history(survey)
        ],
    ), status


@bp.post("/surveys/<number>/slips")
@needs(Permission.SURVEY_MANAGE)
def print_codes(number: str) -> ResponseReturnValue:
    """New codes as slips to cut. They are told in this answer and nowhere else: sent again, it is refused."""
    survey, form = queries.by_number(number), PrintForm()
    form.offer(survey)
    if not form.validate():
        return _page(survey, form, 422)
    group, made = Group(form.group.data), list[str]()

    def verb() -> None:
        found, size = queries.by_number(number), int(form.size.data)
        made.extend(service.print_codes(found, group, size, by=me(), at=clock.now()))

    try:
        if not perform(verb, survey.number):
            raise Refused("survey_printed_before", status=409)
    except Refused as refused:
        db.session.rollback()
        form.refuse(refused)
        return _page(queries.by_number(number), form, refused.status)
    return _slips(queries.by_number(number), group, made)


def _slips(survey: Survey, group: Group, codes: list[str]) -> Response:
    """The slips, each with its code as text and as QR."""
    rows = []
    for code in codes:
        address = url_for(".enter", code=code, _external=True)
        rows.append({"code": code, "qr": str(qr_svg(address)), "url": url_for(".enter", _external=True)})
    words = {
        "city": current_app.config["BE_CITY"],
        "title": survey.title,
        "days": _("%(first)s 至 %(last)s", first=survey.from_on, last=survey.until_on),
        "group": wording.label("survey.group", group),
        "note": _("每码只能用一次，不记名，不用登录。没有人能看到这张纸条评了什么。"),
    }
    answer = Response(pdf("slips", {**words, "slips": rows, "lang": "zh"}), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{survey.number}-{group}.pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/surveys/<number>/batches/<int:batch_id>/void")
@needs(Permission.SURVEY_MANAGE)
def void(number: str, batch_id: int) -> ResponseReturnValue:
    """The unused codes of a batch count no more."""
    survey = queries.by_number(number)
    perform(lambda: service.void(queries.by_number(number), batch_id, by=me(), at=clock.now()), survey.number)
    flash(_("没有用过的评议码已作废。"))
    return redirect(url_for(".show", number=survey.number), 303)


@bp.post("/surveys/<number>/close")
@needs(Permission.SURVEY_MANAGE)
def close(number: str) -> ResponseReturnValue:
    """End it: the results become public."""
    ref = queries.by_number(number).number
    perform(lambda: service.close(queries.by_number(number, lock=True), by=me(), at=clock.now()), ref)
    flash(_("评议已结束，结果已公布。"))
    return redirect(url_for(".show", number=ref), 303)


@bp.get("/surveys/<number>/reasons")
@needs(Permission.SURVEY_MANAGE)
def reasons(number: str) -> ResponseReturnValue:
    """Why people answered as they did."""
    survey = queries.by_number(number)
    rows = queries.reasons(survey) if survey.state is State.CLOSED else []
    return render_template("surveys/reasons.html", survey=survey, rows=rows)
