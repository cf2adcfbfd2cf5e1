"""Templates of papers: looked at, changed version by version, tried out on an example."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock, documents
from app.kernel.errors import Missing, Refused
from app.kernel.files.accepted import MIME, Kind
from app.kernel.permissions import Permission, needs
from app.results import queries, rules, service
from app.results.forms import TemplateForm
from app.results.rules import PaperKind
from app.results.views.blueprint import attempt, blocks, bp, kept, me


def _kind(name: str) -> PaperKind:
    try:
        return PaperKind(name)
    except ValueError:
        raise Missing("paper_missing") from None


@bp.get("/admin/templates")
@needs(Permission.TEMPLATE_EDIT)
def template_list() -> ResponseReturnValue:
    """The templates as they are used now."""
    return render_template("results/templates.html", templates=[queries.template(kind) for kind in PaperKind])


@bp.route("/admin/templates/<kind>", methods=["GET", "POST"])
@needs(Permission.TEMPLATE_EDIT)
def template(kind: str) -> ResponseReturnValue:
    """Change a template; the versions before stay."""
    wanted = _kind(kind)
    now = queries.template(wanted)
    form = TemplateForm(data={"title": now.title, "body": now.body, "version": now.number})
    if not form.validate_on_submit():
        return _page(wanted, form)
    given = {"title": form.title.data, "body": form.body.data, "why": form.why.data, "seen": form.seen}

    def verb(at: datetime) -> None:
        service.edit_template(wanted, **given, by=me(), at=at)

    try:
        attempt(f"template:{wanted}", "edit_template", verb, visit=False)
    except Refused as refused:
        form.refuse(refused)
        return _page(wanted, form)
    flash(_("新的版本从现在起使用；以前出具的文书不变。"))
    return redirect(url_for(".template", kind=wanted), 303)


def _page(kind: PaperKind, form: TemplateForm) -> ResponseReturnValue:
    page = {"current": queries.template(kind), "versions": queries.templates(kind), "names": rules.NAMES}
    return render_template("results/template.html", form=form, **page), 422 if form.errors else 200


@bp.get("/admin/templates/<kind>/sample.pdf")
@needs(Permission.TEMPLATE_EDIT)
def sample(kind: str) -> ResponseReturnValue:
    """The template with its own names in place of facts: how it will look."""
    now = queries.template(_kind(kind))
    text = rules.filled(now.body, {name: f"〔{name}〕" for name in rules.NAMES})
    rows = [[_("检查事项"), _("结果"), _("情况")], ["–", "–", "–"]]
    data = {"title": now.title, "footer": clock.today().isoformat(), "blocks": blocks(text, rows)}
    return kept(documents.pdf("paper", data), MIME[Kind.PDF], f"{now.kind}-{now.number}.pdf")
