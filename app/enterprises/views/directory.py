"""The directory: its list, one enterprise, and its rating by the office."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from app.accounts import queries as accounts
from app.enterprises import queries, service
from app.enterprises.forms import RateForm, SearchForm, townships
from app.enterprises.schemas import WORDS, EnterpriseRow
from app.enterprises.views.blueprint import bp
from app.kernel import clock, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import EMPTY, PER_PAGE, Page, page_number

COLUMNS = {key: lazy_gettext(str(field.data_key)) for key, field in EnterpriseRow().fields.items()}


def asked() -> SearchForm:
    """The filters of this address."""
    form = SearchForm(request.args)
    form.township.choices = townships(queries.townships())
    return form


@bp.get("/registers/entities")
@needs(Permission.ENTERPRISE_READ)
def index() -> ResponseReturnValue:
    """The list, filtered by what the address says."""
    form, number = asked(), page_number()
    rows = queries.search(form.text, form.filters, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    page = Page(rows, queries.count(form.text, form.filters), number, PER_PAGE)
    total = page.total if form.is_empty else queries.count()
    return render_template("enterprises/index.html", form=form, page=page, total=total)


@bp.get("/registers/entities/<code>")
@needs(Permission.ENTERPRISE_READ)
def show(code: str) -> ResponseReturnValue:
    """One enterprise with its former names and what was changed."""
    enterprise = queries.by_code(code)
    if code != enterprise.uscc:
        return redirect(url_for(".show", code=enterprise.uscc), code=301)
    changes = queries.changes(enterprise)
    return render_template(
        "enterprises/show.html",
        enterprise=enterprise,
        former=queries.former_names(enterprise),
        ratings=queries.rating_history(enterprise),
        changes=changes,
        actors=accounts.actors(change.actor for change in changes),
        columns=COLUMNS,
        told=_told,
    )


def _told(column: str, value: str) -> str:
    """A changed value in words."""
    return wording.label(WORDS[column], value) if value and column in WORDS else value or EMPTY


@bp.route("/registers/entities/<code>/rate", methods=["GET", "POST"])
@needs(Permission.ENTERPRISE_EDIT)
def rate(code: str) -> ResponseReturnValue:
    """Set credit grade and risk level, with who gave them and when."""
    enterprise = queries.by_code(code)
    form = RateForm(obj=enterprise, data={"seen": enterprise.version})
    if not form.is_submitted():
        return render_template("enterprises/rate.html", enterprise=enterprise, form=form)
    if form.validate():
        try:
            with transaction():
                service.rate(enterprise, **form.decided(), by=current_user, at=clock.now())
        except Refused as refused:
            if refused.field is None:
                raise
            form.refuse(refused)
        else:
            flash(_("评定已保存"))
            return redirect(url_for(".show", code=enterprise.uscc), code=303)
    return render_template("enterprises/rate.html", enterprise=queries.by_code(code), form=form), 422
