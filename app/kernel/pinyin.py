"""First letters of Chinese words, as offices type them to find a name: 沅江食品 → yjsp."""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

_KEPT = re.compile(r"[^0-9a-z]")


def initials(text: str) -> str:
    """The first letter of each character's pinyin, Latin letters and digits as they are; the rest is left out."""
    plain = unicodedata.normalize("NFKC", text)
    return _KEPT.sub("", "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER, errors="default")).casefold())
