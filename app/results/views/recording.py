"""A result is recorded, or kept as a draft: the inspector's page for a phone."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Forbidden, Refused
from app.kernel.permissions import Permission, needs
from app.results import queries, rules, service
from app.results.forms import ResultForm, form_for
from app.results.models import Result
from app.results.views.blueprint import attempt, bp, kept, me
from app.visits.models import Visit


@bp.route("/inspect/visits/<number>/result", methods=["GET", "POST"])
@needs(Permission.RESULT_RECORD)
def enter(number: str) -> ResponseReturnValue:
    """One page: 未发现问题 is one choice and one button; what is written so far can be kept as a draft."""
    visit = queries.visit(number, to=me())
    if me().department_id != visit.department_id:
        raise Forbidden("result_of_others")
    if request.method == "GET" and queries.find(visit) is not None:
        return redirect(url_for(".show", number=visit.number), 303)
    draft = queries.draft(visit)
    form = form_for(visit, draft.answers if draft and request.method == "GET" else None)
    if request.method == "POST" and "save" in request.form:
        return _save(visit, form)
    if not form.validate_on_submit():
        return _page(visit, form)
    return _record(visit, form)


def _save(visit: Visit, form: ResultForm) -> ResponseReturnValue:
    with transaction():
        service.save_draft(visit, form.answers(), by=me(), at=clock.now())
    flash(_("草稿已保存，还没有提交。照片不随草稿保存，提交时再选。"))
    return redirect(url_for(".enter", number=visit.number), 303)


def _record(visit: Visit, form: ResultForm) -> ResponseReturnValue:
    number, outcome = visit.number, form.outcome()
    try:
        attempt(
            number,
            "record",
            lambda at: service.record_result(queries.visit(number, to=me()), outcome, by=me(), at=at),
        )
    except Refused as refused:
        if refused.field is None:
            raise
        form.refuse(refused)
        return _page(queries.visit(number, to=me()), form)
    flash(_("结果已提交。下一步：出具文书，并在期限内公示。"))
    return redirect(url_for(".show", number=number), 303)


def _page(visit: Visit, form: ResultForm) -> ResponseReturnValue:
    page = {"visit": visit, "form": form, "draft": queries.draft(visit)}
    inside = any(entry.left_at is None for entry in visit.entries)
    return render_template("results/enter.html", inside=inside, **page), 422 if form.errors else 200


@bp.get("/inspect/results/<number>")
@needs(Permission.RESULT_READ)
def show(number: str) -> ResponseReturnValue:
    """One result: what was found, by when it must be public, follow-up, papers, photos."""
    result = queries.get(number, to=me())
    ordered = any(one.kind is rules.Kind.ORDERED_TO_CORRECT for one in result.findings)
    return render_template(
        "results/show.html",
        result=result,
        own=me().department_id == result.visit.department_id,
        follow_ups=queries.follow_ups(result),
        papers=queries.papers(result),
        photos=queries.photos(result),
        offered=[kind for kind in rules.PaperKind if ordered or kind is not rules.PaperKind.ORDER],
        clock_row=clock_row(result),
    )


def clock_row(result: Result) -> dict[str, object]:
    """Publication's clock as a timer block shows it."""
    (row,) = queries.standings([queries.clock_of(result)], clock.today()).values()
    return row | {"name": _("公示")}


@bp.get("/inspect/results/<number>/photos/<int:position>")
@needs(Permission.RESULT_READ)
def photo(number: str, position: int) -> ResponseReturnValue:
    """A photo, without anything that its camera wrote beside it."""
    found = queries.photo(queries.get(number, to=me()), position)
    return kept(found.content, found.mime, f"{number}-{found.name}")
