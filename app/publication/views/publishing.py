"""Whoever publishes: what waits with the days that are left, a preview of what will be public, several at once."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.publication import queries, service
from app.publication.forms import ExportForm
from app.publication.models import Publication
from app.publication.rules import Channel, Purpose
from app.publication.views.blueprint import attempt, bp, me
from app.results import queries as results

_AT_ONCE = 50


@bp.get("/publishing")
@needs(Permission.PUBLICATION_READ)
def queue() -> ResponseReturnValue:
    """Results that are not public yet, the channels with what waits there, exports, what must be taken down."""
    rows = queries.unpublished(to=me())
    clocks = results.standings(results.clocks([one.visit.number for one in rows]), clock.today())
    counted = queries.counts(to=me())
    channels = [(channel, purpose, counted[channel, purpose]) for purpose in Purpose for channel in Channel]
    return render_template(
        "publication/queue.html",
        rows=[(one, clocks[one.visit.number]) for one in rows],
        channels=channels,
        batches=queries.batches(to=me()),
        contested=queries.contested(to=me()),
        form=ExportForm(formdata=None),
    )


@bp.get("/publishing/<number>")
@needs(Permission.PUBLICATION_READ)
def preview(number: str) -> ResponseReturnValue:
    """Exactly what will be public, before it is; and, once it is, where each channel stands."""
    result = results.get(number, to=me())
    try:
        found = queries.get(result.visit.number, to=me())
    except Refused:
        return render_template(
            "publication/preview.html", result=result, own=me().department_id == result.visit.department_id
        )
    steps = queries.records(found)
    page = {"steps": steps, "result": result, "versions": queries.corrections(found)}
    return render_template("publication/standing.html", found=found, own=_is_own(found), **page)


def _is_own(found: Publication) -> bool:
    return me().department_id == found.department_id


@bp.post("/publishing/publish")
@needs(Permission.PUBLICATION_PUBLISH)
def publish() -> ResponseReturnValue:
    """Make the chosen results public: each is an act of its own."""
    numbers = request.form.getlist("number")[:_AT_ONCE]
    if not numbers:
        raise Refused("publication_none_chosen")
    for number in numbers:
        ref = results.get(number, to=me()).visit.number
        _publish(ref)
    flash(_("已公示 %(n)s 件，请导出到各平台。", n=len(numbers)))
    return redirect(url_for(".queue"), 303)


def _publish(ref: str) -> None:
    attempt(ref, lambda at: service.publish(results.get(ref, to=me()), by=me(), at=at))
