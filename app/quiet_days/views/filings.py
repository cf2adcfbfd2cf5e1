"""The office's list of what was filed, and what waits for an answer too long."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.quiet_days import queries, schemas
from app.quiet_days.views.blueprint import bp


@bp.get("/quiet-day/filings/<int:year>")
@needs(Permission.QUIET_DAY_FILINGS)
def filings(year: int) -> ResponseReturnValue:
    """The filings of a year by number, and above them what nobody has decided for a working day."""
    today = clock.today()
    late = [one for one in queries.undecided() if queries.escalates(one) < today]
    return render_template("quiet_days/filings.html", year=year, filings=queries.filings(year), late=late)


@bp.get("/quiet-day/filings/<int:year>.csv")
@needs(Permission.QUIET_DAY_FILINGS)
def filings_csv(year: int) -> ResponseReturnValue:
    """The filings as CSV with BOM."""
    rows = [schemas.cells(one) for one in queries.filings(year)]
    return downloads.csv(f"filings-{year}", schemas.FilingRow(), rows)


@bp.get("/quiet-day/filings/<int:year>.xlsx")
@needs(Permission.QUIET_DAY_FILINGS)
def filings_xlsx(year: int) -> ResponseReturnValue:
    """The filings as a workbook."""
    rows = [schemas.cells(one) for one in queries.filings(year)]
    return downloads.xlsx(f"filings-{year}", _("备案"), schemas.FilingRow(), rows)
