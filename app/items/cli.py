"""`flask items`: import the register at a terminal, by the same checks as in the browser."""

from flask.cli import AppGroup

from app.kernel.sheets.terminal import importing

group = AppGroup("items", help="The list of inspection items.")
group.add_command(importing("items"))
