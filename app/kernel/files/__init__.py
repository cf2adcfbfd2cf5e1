"""Files from outside: what may come in, and the copy without metadata that goes on.

`checked` looks at the content, never at the name, and refuses what is not on the list; `rerender` draws a file anew, so
that nothing which its program, camera or author wrote beside the visible content is left.
"""

from app.kernel.files.accepted import LIMITS, Accepted, Kind, Limits
from app.kernel.files.check import checked, checked_all
from app.kernel.files.copies import rerender
from app.kernel.files.uploads import Upload, upload

__all__ = ["LIMITS", "Accepted", "Kind", "Limits", "Upload", "checked", "checked_all", "rerender", "upload"]
