"""Referrals to the discipline inspection: the office sends, the discipline concludes. Nobody else looks."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.ledger import queries as ledger
from app.supervision import queries, service
from app.supervision.forms import ConcludeForm, ReferForm
from app.supervision.rules import ReferralState
from app.supervision.views.blueprint import answer, bp, me, perform, remember


@bp.get("/referrals")
@needs(Permission.REFERRAL_READ)
def referrals() -> ResponseReturnValue:
    """Every referral."""
    return render_template("supervision/referrals.html", rows=queries.referrals())


@bp.get("/referrals/<number>")
@needs(Permission.REFERRAL_READ)
def referral(number: str) -> ResponseReturnValue:
    """One referral, and what was done."""
    found = queries.referral(number)
    return render_template(
        "supervision/referral.html", found=found, states=ReferralState, history=ledger.of(found.number)[::-1]
    )


@bp.route("/referrals/new", methods=["GET", "POST"])
@needs(Permission.REFERRAL_SEND)
def refer_up() -> ResponseReturnValue:
    """Refer a unit's conduct."""
    form = ReferForm(data={"subjects": request.args.get("ref", "")})

    def verb() -> str:
        told = {"facts": form.facts.data, "basis": form.basis.data, "department_id": int(form.department.data)}
        made = service.refer_up(form.subjects.data, **told, by=me(), at=clock.now())
        return url_for(".referral", number=made.number)

    return answer("supervision/refer.html", form, verb, _("已移送。"))


@bp.post("/referrals/<number>/take-up")
@needs(Permission.REFERRAL_HANDLE)
def take_up(number: str) -> ResponseReturnValue:
    """The discipline has it in hands."""
    there = url_for(".referral", number=queries.referral(number).number)

    def verb() -> str:
        service.take_up(queries.referral(number), by=me(), at=clock.now())
        return there

    perform(verb, queries.referral(number).number)
    flash(_("已接收。"))
    return redirect(there, 303)


@bp.route("/referrals/<number>/conclude", methods=["GET", "POST"])
@needs(Permission.REFERRAL_HANDLE)
def conclude(number: str) -> ResponseReturnValue:
    """What came of it."""
    found, form = queries.referral(number), ConcludeForm()
    remember(form, found.version)
    there = url_for(".referral", number=found.number)

    def verb() -> str:
        service.conclude(queries.referral(number), **form.decided(), seen=form.seen, by=me(), at=clock.now())
        return there

    said = _("已办结。")
    return answer("supervision/conclude.html", form, verb, said, ref=found.number, then=there, found=found)
