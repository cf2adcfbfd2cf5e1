"""Steps against slow units: drafted by the system, read and issued by a person; received and answered by the unit."""

import json
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.departments.models import Department
from app.kernel import clock, wording
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web import gate
from app.kernel.web.pages import instant
from app.ledger import queries as ledger
from app.measures import queries, rules, service
from app.measures.forms import AnswerForm, StepForm
from app.measures.rules import Quarter, StepKind
from app.measures.views.blueprint import answer as respond
from app.measures.views.blueprint import bp, me, perform, sent_quarter
from app.measures.views.board import quarter_words
from app.workdays import queries as workdays

TEXTS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "data" / "texts.json").read_text("utf-8"))


def _kind(value: str) -> StepKind:
    if value not in set(StepKind):
        raise Missing("measure_step_missing")
    return StepKind(value)


def _drafted(kind: StepKind, unit: Department, quarter: Quarter) -> dict[str, str]:
    """What the system drafts: in Chinese, whoever drafts it."""
    about = TEXTS["comma"].join(service.slow_measures(unit, quarter, at=clock.now()))
    named = TEXTS["quarter"] % {"year": quarter.year, "n": quarter.number}
    return {name: text % {"unit": unit.name, "quarter": named, "measures": about} for name, text in TEXTS[kind].items()}


@bp.route("/measures/steps/new/<kind>/<quarter>/<code>", methods=["GET", "POST"])
@needs(Permission.MEASURE_MANAGE)
def issue(kind: str, quarter: str, code: str) -> ResponseReturnValue:
    """A circular about a unit, or the demand for a self-criticism."""
    wanted, when, unit = _kind(kind), sent_quarter(quarter), departments.by_code(code)
    form = StepForm(data=_drafted(wanted, unit, when))
    then = url_for(".late", quarter=when)

    def verb() -> None:
        said = {"title": form.title.data, "body": form.body.data}
        service.issue(wanted, departments.by_code(code), when, **said, by=me(), at=clock.now())

    def done(mark: str) -> bool:
        found = queries.standing_step(wanted, unit.id, when)
        return found is not None and ledger.done(mark, found.number)

    more = {"kind": wanted, "unit": unit, "quarter_name": quarter_words(when), "back": then}
    return respond(
        "measures/issue.html", form, verb, _("已签发，单位已收到通知。"), then=then, ref="", done=done, **more
    )


@bp.get("/measures/steps/<number>")
@needs(Permission.MEASURE_READ)
def step(number: str) -> ResponseReturnValue:
    """One step: its words, its clocks, its answer, what was done."""
    found, today = queries.step(number, to=me()), clock.today()
    opened = rules.open_verbs(found.kind, found.state) if gate.allowed(Permission.MEASURE_REPORT) else frozenset()
    mine = found.department_id == me().department_id
    return render_template(
        "measures/step.html",
        step=found,
        quarter_name=quarter_words(Quarter(found.year, found.quarter)),
        clocks=[(one, workdays.standing(one, today)) for one in workdays.deadlines(found.number)],
        offers=sorted(opened) if mine else [],
        history=[
            {"when": instant(one.at), "words": wording.label("ledger_verb", one.verb)}
            for one in queries.step_history(found)
        ],
    )


@bp.post("/measures/steps/<number>/receive")
@needs(Permission.MEASURE_REPORT)
def receive(number: str) -> ResponseReturnValue:
    """The unit has it in hands."""
    ref = queries.own_step(number, to=me()).number
    perform(lambda: service.receive(queries.own_step(number, to=me()), by=me(), at=clock.now()), ref)
    flash(_("已签收。"))
    return redirect(url_for(".step", number=ref), 303)


@bp.route("/measures/steps/<number>/answer", methods=["GET", "POST"])
@needs(Permission.MEASURE_REPORT)
def answer(number: str) -> ResponseReturnValue:
    """The unit criticises itself in writing."""
    found, form = queries.own_step(number, to=me()), AnswerForm()
    if request.method == "GET":
        rules.after(found.kind, found.state, "answer")
    then = url_for(".step", number=found.number)

    def verb() -> None:
        service.answer(queries.own_step(number, to=me()), words=str(form.words.data), by=me(), at=clock.now())

    return respond("measures/answer.html", form, verb, _("已提交。"), then=then, ref=found.number, step=found)
