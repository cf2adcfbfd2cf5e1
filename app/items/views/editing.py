"""An inspection item entered or corrected: by the office, or by a clerk of a department that owns it."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.departments import queries as departments
from app.departments.models import Department
from app.items import queries, service
from app.items.forms import ItemForm, NewItemForm, shown
from app.items.views.blueprint import bp, me
from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs


def _own() -> Sequence[Department]:
    """The departments for which whoever is signed in may enter items."""
    own = me().department_id
    return departments.active() if own is None else [departments.get(own)]


@bp.route("/registers/items/new", methods=["GET", "POST"])
@needs(Permission.ITEM_EDIT)
def new() -> ResponseReturnValue:
    """A new item; a clerk's belongs to the own department."""
    own = _own()
    only = [one.code for one in own] if len(own) == 1 else []
    form = NewItemForm(data={"from_on": clock.today(), "departments": only})
    form.offer(own)
    if not form.validate_on_submit():
        return render_template("items/new.html", form=form), 422 if form.errors else 200
    try:
        with transaction():
            item = service.register(str(form.code.data), **form.decided(), by=me(), at=clock.now())
            code = item.code
    except Refused as refused:
        form.refuse(refused)
        return render_template("items/new.html", form=form), refused.status
    flash(_("事项已登记。"))
    return redirect(url_for(".show", code=code), 303)


@bp.route("/registers/items/<code>/edit", methods=["GET", "POST"])
@needs(Permission.ITEM_EDIT)
def edit(code: str) -> ResponseReturnValue:
    """Correct an item, or end it. Which departments own it, the office alone decides."""
    item = queries.editable(code, to=me())
    form = ItemForm(data=shown(item))
    if me().department_id is None:
        form.offer(departments.active())
    else:
        del form.departments
    if not form.validate_on_submit():
        return render_template("items/edit.html", item=item, form=form), 422 if form.errors else 200
    try:
        with transaction():
            item = queries.editable(code, to=me())
            changed = service.revise(item, **form.decided(), seen=form.seen, by=me(), at=clock.now())
    except Refused as refused:
        if refused.field is None:
            raise
        form.refuse(refused)
        return render_template("items/edit.html", item=queries.by_code(code), form=form), refused.status
    flash(_("修改已保存。") if changed else _("没有改动。"))
    return redirect(url_for(".show", code=item.code), 303)
