"""The papers of a visit: sent with a draft, kept by whoever may see the visit."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.kernel import files
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.web.downloads import attachment
from app.visits import queries, service
from app.visits.forms import PaperForm
from app.visits.views.blueprint import bp, me
from app.visits.views.door import again
from app.visits.views.drafting import act


@bp.post("/inspect/visits/<number>/papers")
@needs(Permission.VISIT_REGISTER)
def attach(number: str) -> ResponseReturnValue:
    """Put a file to a draft: judged by its content, whatever its name says."""
    form = PaperForm()
    given = form.file.data
    try:
        if not isinstance(given, FileStorage) or not given.filename:
            raise Refused("required", field="file")
        checked = files.checked(given.filename, given.read())
        act(number, "attach", lambda visit, at: service.attach(visit, checked, by=me(), at=at))
    except Refused as refused:
        if refused.status in {403, 404}:
            raise
        refused.field = "file"
        return again(number, refused, paper=form)
    flash(_("附件已保存。"))
    return redirect(url_for(".show", number=number), 303)


@bp.post("/inspect/visits/<number>/papers/<int:position>/remove")
@needs(Permission.VISIT_REGISTER)
def detach(number: str, position: int) -> ResponseReturnValue:
    """Take a file out of a draft."""
    act(number, "detach", lambda visit, at: service.detach(visit, position, by=me(), at=at))
    flash(_("附件已移除。"))
    return redirect(url_for(".show", number=number), 303)


@bp.get("/inspect/visits/<number>/papers/<int:position>")
@needs(Permission.VISIT_READ)
def paper(number: str, position: int) -> ResponseReturnValue:
    """A file of a visit."""
    found = queries.paper(queries.get(number, to=me()), position)
    return attachment(found.content, found.mime, found.name)
