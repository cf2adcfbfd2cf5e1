"""The directory as files: what the list shows, all of it. Its columns are those of the import."""

from collections.abc import Iterator
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.enterprises import queries, schemas
from app.enterprises.views.blueprint import bp
from app.enterprises.views.directory import asked
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads


def rows() -> Iterator[list[Any]]:
    """The rows that the address asks for."""
    form = asked()
    return (schemas.cells(enterprise) for enterprise in queries.export(form.text, form.filters))


@bp.get("/registers/entities.csv")
@needs(Permission.ENTERPRISE_READ)
def export_csv() -> ResponseReturnValue:
    """CSV with BOM, streamed."""
    return downloads.csv("enterprises", schemas.EnterpriseRow(), rows())


@bp.get("/registers/entities.xlsx")
@needs(Permission.ENTERPRISE_READ)
def export_xlsx() -> ResponseReturnValue:
    """A workbook with a frozen, filtered header."""
    return downloads.xlsx("enterprises", _("经营主体"), schemas.EnterpriseRow(), rows())
