"""First letters of Chinese words, as offices type them to find a name: 沅江食品 → yjsp."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.seg.mmseg import seg

_KEPT = re.compile(r"[^0-9a-z]")
_REMEMBERED = 50_000


def initials(text: str) -> str:
    """The first letter of each character's pinyin, Latin letters and digits as they are; the rest is left out.

    The word decides how a character is read (银行 yh, 行动 xd). Words recur in names, so each is looked up once.
    """
    return "".join(map(_of_word, seg.cut(unicodedata.normalize("NFKC", text))))


@lru_cache(_REMEMBERED)
def _of_word(word: str) -> str:
    return _KEPT.sub("", "".join(lazy_pinyin(word, style=Style.FIRST_LETTER, errors="default")).casefold())
