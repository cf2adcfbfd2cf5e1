"""Every sentence that refuses, and every word for a stored value: what is wrong, which rule, what to do next.

A slice's words lie in the module of its name; `REFUSALS` maps a code to `(sentence, clause, forward)`, `LABELS` maps
`"<enum>.<value>"` to a word. Sentences take the facts of the refusal as `%(name)s`.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from typing import Any, NamedTuple


class Told(NamedTuple):
    sentence: str
    clause: str
    forward: str

    @property
    def whole(self) -> str:
        """What is wrong and what to do next, as one text: with a blank between where the script has blanks."""
        return f"{self.sentence}{' ' if self.sentence.endswith('.') else ''}{self.forward}"


REFUSALS: dict[str, tuple[Any, Any, Any]] = {}
LABELS: dict[str, Any] = {}
for _module in pkgutil.iter_modules(__path__):
    _words = importlib.import_module(f"{__name__}.{_module.name}")
    for _table, _own in ((REFUSALS, _words.REFUSALS), (LABELS, _words.LABELS)):
        if _twice := _table.keys() & _own.keys():
            raise RuntimeError(f"worded twice: {sorted(_twice)}")
        _table.update(_own)


def tell(code: str, facts: Mapping[str, Any]) -> Told:
    """The refusal in the reader's language, its facts filled in."""
    sentence, clause, forward = (str(part) for part in REFUSALS[code])
    return Told(sentence % facts, clause, forward % facts) if facts else Told(sentence, clause, forward)


def label(kind: str, value: Any) -> str:
    """The word for a stored value: `label("complaint.state", State.REFERRED)`."""
    return str(LABELS[f"{kind}.{value}"])
