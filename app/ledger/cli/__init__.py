"""`flask ledger`: close a day, verify everything, set the database role's rights.

Exit codes: 0 sound or done, 1 something is wrong or refused, 2 the command line itself.
"""

from flask.cli import AppGroup

from app.ledger.cli.closing import checkpoint, close_yesterday, key
from app.ledger.cli.granting import grant
from app.ledger.cli.verifying import fsck, verify

__all__ = ["close_yesterday", "group"]

group = AppGroup("ledger", help="The ledger: every act, and the proof that none was changed.")
for command in (checkpoint, fsck, grant, key, verify):
    group.add_command(command)
