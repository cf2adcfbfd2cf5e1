"""The visible text of a document, as `documents` prints it on plain paper."""

from dataclasses import dataclass, field
from typing import Any

MOST_CELLS = 10_000
MOST_CHARACTERS = 200_000


@dataclass
class Extract:
    """Blocks in the order of the original, until there is no room left. `cut` tells that something is gone."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    cut: bool = False
    _cells: int = MOST_CELLS
    _characters: int = MOST_CHARACTERS

    def heading(self, text: str) -> None:
        if self._has_room([text]):
            self.blocks.append({"kind": "heading", "text": text})

    def text(self, text: str) -> None:
        if text.strip() and self._has_room([text]):
            self.blocks.append({"kind": "text", "text": text})

    def table(self, rows: list[list[str]]) -> None:
        """Rows of text, made equally long; as many as there is room for."""
        width = max(map(len, rows), default=0)
        even = (row + [""] * (width - len(row)) for row in rows if width)
        kept = [row for row in even if self._has_room(row)]
        if kept:
            self.blocks.append({"kind": "table", "rows": kept})

    def _has_room(self, texts: list[str]) -> bool:
        """Whether these still fit. Once something did not, nothing does."""
        self._cells -= len(texts)
        self._characters -= sum(map(len, texts))
        fits = self._cells >= 0 and self._characters >= 0
        self.cut = self.cut or not fits
        return fits
