"""The draws as everybody may see them (P-02, Y-10): the commitment from the lock on, in the end everything."""

import io
import zipfile
from collections import Counter
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.draws import queries, rules
from app.draws.forms import words_for
from app.draws.models import Draw
from app.draws.views.blueprint import bp, firms, paged, units
from app.draws.views.listing import SHOWN, sent, told
from app.kernel.documents import qr_svg
from app.kernel.permissions import Permission, needs
from config import ROOT

PROGRAM = ROOT / "static" / "programs" / "verify_draw.py"
FOUND = (
    "draw_file_encoding",
    "draw_file_not_canonical",
    "draw_file_columns",
    "draw_row_malformed",
    "draw_row_twice",
    "draw_rows_unsorted",
    "draw_number_malformed",
    "draw_format_unreadable",
    "draw_announcement_malformed",
    "draw_value_too_small",
    "draw_value_parts",
    "draw_value_malformed",
    "draw_cap_missing",
    "draw_file_missing",
    "draw_manifest_wrong",
    "draw_file_changed",
    "draw_manifest_malformed",
    "draw_manifest_not_published",
    "draw_secret_malformed",
    "draw_result_foreign",
    "draw_value_not_drawn",
    "draw_result_differs",
)


@bp.get("/public/draws")
@needs(Permission.PUBLIC)
def public_index() -> ResponseReturnValue:
    """Every draw from its lock on, void ones too; what comes next."""
    found = queries.public()
    waiting = [draw for draw in found if draw.state in rules.OPEN_LOCK]
    return render_template("draws/public_index.html", draws=found, waiting=waiting)


@bp.get("/public/draws/<number>")
@needs(Permission.PUBLIC)
def public(number: str) -> ResponseReturnValue:
    """A draw as far as it is open, with everything that is needed to recompute it."""
    draw = queries.public_one(number)
    names = queries.open_names(draw)
    page: dict[str, Any] = {**told(draw), "names": names, "digests": queries.digests(draw)}
    page |= {"voidings": queries.voidings(draw), "whole": set(rules.PUBLISHED) <= set(names)}
    page |= {"qr": qr_svg(request.base_url), "told": words_for(FOUND), "files": _addresses(draw, names)}
    page["public_address"] = lambda name: url_for(".public_file", number=draw.number, name=name)
    if rules.is_revealed(draw.state, draw.commitment):
        page |= _revealed(draw)
    return render_template("draws/public.html", **page)


def _addresses(draw: Draw, names: list[str]) -> dict[str, str]:
    return {name: url_for(".public_file", number=draw.number, name=name) for name in names if name in rules.PUBLISHED}


def _revealed(draw: Draw) -> dict[str, Any]:
    """What is shown of a draw that is laid open: its result, what was replaced, who was outside, what had changed."""
    files, result = queries.kept(draw, *rules.BESIDE), queries.result(draw)
    out, changes = rules.exclusions(files), rules.differences(files)
    visits, fallen = paged(queries.standing(draw)), queries.gone(draw)
    shown = [*out[:SHOWN], *changes[:SHOWN], *visits.rows, *fallen]
    return {
        "visits": visits,
        "shortfalls": fallen[-1].outcome["shortfalls"] if fallen else result.get("shortfalls", []),
        "out": out[:SHOWN],
        "reasons": Counter(one.reason for one in out),
        "changes": changes[:SHOWN],
        "counted": Counter(one.change for one in changes),
        "gone": fallen,
        "recusals": queries.recusals(draw),
        "firms": firms(shown),
        "units": units(),
        "most": SHOWN,
    }


@bp.get("/public/draws/<number>/files/<name>")
@needs(Permission.PUBLIC)
def public_file(number: str, name: str) -> ResponseReturnValue:
    """A file that is open, byte for byte."""
    return sent(name, queries.open_file(queries.public_one(number), name))


@bp.get("/public/draws/<number>.zip")
@needs(Permission.PUBLIC)
def public_zip(number: str) -> ResponseReturnValue:
    """Every open file and the program that checks them."""
    draw = queries.public_one(number)
    files = {name: queries.open_file(draw, name) for name in queries.open_names(draw)}
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in (*files.items(), (PROGRAM.name, PROGRAM.read_bytes())):
            written.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return sent(f"{draw.number}.zip", box.getvalue())
