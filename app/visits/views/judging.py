"""What the office has to judge: entered before it was approved, seen without a pass."""

from functools import partial

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.complaints import service as complaints
from app.kernel import clock, sealing
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.visits import queries, rules, service
from app.visits.forms import JudgeForm, LookForm
from app.visits.views.blueprint import attempt, bp, me
from app.visits.views.drafting import act


@bp.get("/desk/visits")
@needs(Permission.VISIT_JUDGE)
def findings() -> ResponseReturnValue:
    """Every emergency and every report, those without a judgement first."""
    emergencies = [(visit, queries.judgement(visit)) for visit in queries.emergencies()]
    emergencies.sort(key=lambda pair: pair[1] is not None)
    return render_template("visits/findings.html", emergencies=emergencies, reports=queries.unannounced())


@bp.route("/desk/flags", methods=["GET", "POST"])
@needs(Permission.VISIT_JUDGE)
def flags() -> ResponseReturnValue:
    """Which visits to come go to enterprises that have complained under seal: shown on wish, each look on record."""
    form = LookForm()
    if not form.validate_on_submit():
        return render_template("visits/flags.html", form=form, visits=None)
    attempt("flags", "look_at_flags", lambda at: service.look_at_flags(by=me(), at=at))
    root = sealing.key(current_app.config["BE_IDENTITY_KEY"])
    found = queries.flagged(clock.today(), partial(complaints.holder_of, root))
    return render_template("visits/flags.html", form=form, visits=found)


@bp.route("/desk/visits/<number>/judge", methods=["GET", "POST"])
@needs(Permission.VISIT_JUDGE)
def judge_emergency(number: str) -> ResponseReturnValue:
    """Say what was found of an emergency."""
    visit = queries.get(number, to=me())
    if visit.state is not rules.State.EMERGENCY:
        raise Missing("visit_missing")
    form = JudgeForm()
    if not form.validate_on_submit():
        return render_template("visits/judge.html", form=form, visit=visit), 422 if form.errors else 200
    words = form.words.data
    act(visit.number, "judge", lambda one, at: service.judge_emergency(one, words=words, by=me(), at=at))
    flash(_("认定已记录。"))
    return redirect(url_for(".findings"), 303)


@bp.route("/desk/sightings/<int:sighting_id>/judge", methods=["GET", "POST"])
@needs(Permission.VISIT_JUDGE)
def judge_sighting(sighting_id: int) -> ResponseReturnValue:
    """Say what was found of a report."""
    found = queries.sighting(sighting_id)
    form = JudgeForm()
    if not form.validate_on_submit():
        return render_template("visits/judge.html", form=form, report=found), 422 if form.errors else 200
    words, ref = form.words.data, f"sighting:{sighting_id}"
    attempt(
        ref,
        "judge",
        lambda at: service.judge_sighting(queries.sighting(sighting_id), words=words, by=me(), at=at),
    )
    flash(_("认定已记录。"))
    return redirect(url_for(".findings"), 303)
