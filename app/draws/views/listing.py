"""The office's pages that look: every draw, one with its step, the ceremony on a big screen; and lists handed in."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.accounts import queries as accounts
from app.draws import queries, rules, service
from app.draws.forms import UploadForm
from app.draws.models import Draw
from app.draws.views.blueprint import bp, firms, me, paged, units
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Permission, needs
from app.ledger import queries as ledger

MOST_BYTES = 50 * 2**20
SHOWN = 200


def told(draw: Draw) -> dict[str, Any]:
    """What every page about a draw shows."""
    files = queries.kept(draw, rules.ANNOUNCEMENT)
    announced = rules.announcement(files) if files else None
    return {"draw": draw, "announced": announced, "entries": queries.entries(draw), "voiding": queries.voiding(draw)}


@bp.get("/draws")
@needs(Permission.DRAW_READ)
def index() -> ResponseReturnValue:
    """Every draw with its state."""
    return render_template("draws/index.html", draws=queries.every())


@bp.get("/draws/<number>")
@needs(Permission.DRAW_READ)
def show(number: str) -> ResponseReturnValue:
    """One draw: where it stands, what comes next, what it gave."""
    draw = queries.by_number(number)
    visits, out = paged(queries.standing(draw)), rules.exclusions(queries.kept(draw, rules.EXCLUSIONS))[:SHOWN]
    page = {**told(draw), "visits": visits, "firms": firms([*visits.rows, *out]), "out": out, "units": units()}
    page |= {"gone": queries.gone(draw), "recusals": queries.recusals(draw), "digests": queries.digests(draw)}
    page["shortfalls"] = queries.result(draw).get("shortfalls", [])
    entries = [*reversed(ledger.of(draw.number))]
    page |= {"history": entries, "actors": accounts.actors([entry.actor for entry in entries])}
    page |= {
        "address": lambda name: url_for(".file", number=draw.number, name=name),
        "replace_address": lambda uscc: url_for(".replace", number=draw.number, uscc=uscc),
    }
    return render_template("draws/show.html", **page, verbs=rules.open_verbs(draw.state))


@bp.get("/draws/<number>/screen")
@needs(Permission.DRAW_READ)
def screen(number: str) -> ResponseReturnValue:
    """The ceremony on a big screen: large and with nothing beside it. The result is the one that is there already."""
    draw = queries.by_number(number)
    visits = queries.standing(draw)
    return render_template("draws/screen.html", **told(draw), visits=visits, firms=firms(visits), units=units())


@bp.get("/draws/<number>/files/<name>")
@needs(Permission.DRAW_READ)
def file(number: str, name: str) -> ResponseReturnValue:
    """A file of a draw. The secret is nobody's before the reveal."""
    found = queries.kept(queries.by_number(number), name)
    if name not in found:
        raise Missing("draw_file_not_open")
    return sent(name, found[name])


def sent(name: str, data: bytes) -> ResponseReturnValue:
    """A file to keep, byte for byte."""
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


@bp.route("/draws/upload", methods=["GET", "POST"])
@needs(Permission.DRAW_DRAFT)
def upload() -> ResponseReturnValue:
    """A draft from lists in a zip, for a plan that is kept elsewhere."""
    form = UploadForm(data={"plan_year": clock.today().year})
    if not form.validate_on_submit():
        return render_template("draws/upload.html", form=form), 422 if form.errors else 200
    try:
        files = queries.unpacked(_content(form.file.data))
        with transaction():
            number = service.draft(form.plan_year.data, files, by=me(), at=clock.now()).number
    except Refused as refused:
        refused.field = "file"
        form.refuse(refused)
        return render_template("draws/upload.html", form=form), refused.status
    flash(_("草稿已建立。"))
    return redirect(url_for(".show", number=number), 303)


def _content(given: Any) -> bytes:
    if not isinstance(given, FileStorage) or not given.filename:
        raise Refused("draw_zip_unreadable", file="ZIP")
    data: bytes = given.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("draw_zip_too_large", file="ZIP", most=MOST_BYTES // 2**20)
    return data
