"""Voting, without signing in: the code on the slip opens a ballot, once. Wrong codes are counted against guessing."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock, limits
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web import forms
from app.kernel.web.forms import Form
from app.surveys import queries, rules, service
from app.surveys.forms import CodeForm, answers, ballot_form
from app.surveys.models import Code, Survey
from app.surveys.service import VOTER
from app.surveys.views.blueprint import bp

SCOPE = "survey"


def _survey(found: Code) -> Survey:
    survey = db.session.get(Survey, found.survey_id)
    if survey is None:
        raise Refused("survey_code_unknown", field="code")
    return survey


def _opened(text: str) -> tuple[Survey, Code]:
    """The survey that a code opens. A wrong code is counted; a right one never is, however many share an address."""
    found = queries.code(text)
    if found is None:
        db.session.rollback()
        limits.spend(SCOPE, limits.address())
        raise Refused("survey_code_unknown", field="code")
    survey = _survey(found)
    rules.check_open(survey.state, survey.from_on, survey.until_on, today=clock.today())
    return survey, found


@bp.route("/survey", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def enter() -> ResponseReturnValue:
    """Type the code, or come from the QR on the slip; a right one shows its ballot."""
    form = CodeForm(data={"code": request.args.get("code", "")[:40]})
    if request.method != "POST" or not form.validate():
        return render_template("surveys/enter.html", form=form), 422 if form.errors else 200
    try:
        survey, found = _opened(form.code.data)
        if found.used_on is not None:
            raise Refused("survey_code_used", field="code", status=409)
    except Refused as refused:
        form.refuse(refused)
        return render_template("surveys/enter.html", form=form), refused.status
    return _ballot(survey, form.code.data, ballot_form(survey, formdata=None))


def _ballot(survey: Survey, code: str, form: Form, status: int = 200) -> ResponseReturnValue:
    return render_template("surveys/ballot.html", survey=survey, code=code, form=form), status


@bp.post("/survey/ballot")
@needs(Permission.PUBLIC)
def cast() -> ResponseReturnValue:
    """Cast the ballot. Sent twice it counts once; refused, it comes back with what was chosen."""
    code = request.form.get("code", "")[:40]
    try:
        survey, _found = _opened(code)
    except Refused as refused:
        form = CodeForm(data={"code": code}, formdata=None)
        form.refuse(refused)
        return render_template("surveys/enter.html", form=form), refused.status
    ballot = ballot_form(survey)
    if not ballot.validate():
        return _ballot(survey, code, ballot, 422)
    try:
        _cast(survey.number, code, ballot)
    except Refused as refused:
        db.session.rollback()
        ballot.refuse(refused)
        return _ballot(queries.by_number(survey.number), code, ballot, refused.status)
    return redirect(url_for(".thanks"), 303)


def _cast(number: str, code: str, ballot: Form) -> None:
    """The act. The code keeps the mark of the form, and the entry none: the two must not meet."""
    with transaction():
        survey = queries.by_number(number, lock=True)
        service.cast(survey, code, answers(survey, ballot), mark=forms.once(), by=VOTER, at=clock.now())


@bp.get("/survey/thanks")
@needs(Permission.PUBLIC)
def thanks() -> ResponseReturnValue:
    """It is counted."""
    return render_template("surveys/thanks.html")
