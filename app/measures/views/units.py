"""The office says whom the names of the list mean."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.measures import queries, service
from app.measures.forms import MatchForm
from app.measures.rules import Holder
from app.measures.views.blueprint import answer, asked_quarter, bp, me


@bp.get("/measures/units")
@needs(Permission.MEASURE_MANAGE)
def units() -> ResponseReturnValue:
    """Every name of a year's list, the unknown first."""
    year = asked_quarter().year
    return render_template("measures/units.html", year=year, rows=queries.named_in(queries.of_year(year)))


@bp.route("/measures/units/<path:name>", methods=["GET", "POST"])
@needs(Permission.MEASURE_MANAGE)
def match(name: str) -> ResponseReturnValue:
    """Whom one name means."""
    known = {one.name for year in queries.years() for one, _lead, _other in queries.named_in(queries.of_year(year))}
    if name not in known:
        raise Missing("measure_unit_missing")
    found = queries.unit(name)
    now = found.department.code if found.department else found.holder or ""
    form = MatchForm(data={"means": str(now)})

    def verb() -> None:
        said = str(form.means.data)
        own = Holder(said) if said in set(Holder) else Holder.DEPARTMENT
        unit = departments.by_code(said) if own is Holder.DEPARTMENT else None
        service.match(name, own, unit, by=me(), at=clock.now())

    then = url_for(".units")
    return answer("measures/match.html", form, verb, _("已对应。"), then=then, ref=f"unit:{name}", name=name)
