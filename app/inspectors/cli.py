"""`flask inspectors`: import the register at a terminal, by the same checks as in the browser."""

from flask.cli import AppGroup

from app.kernel.sheets.terminal import importing

group = AppGroup("inspectors", help="The register of inspectors.")
group.add_command(importing("inspectors"))
