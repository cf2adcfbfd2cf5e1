"""What in a text tells who somebody is, as far as a service can find it: names of the directory, and shapes.

It cannot know a shop by its trade or an owner by a nickname: that is what the approvers look for.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from app.enterprises.rules import search_key

NAME_LEAST, CORE_LEAST = 3, 4


class Datum(StrEnum):
    """What was found: a name of an enterprise or what is left of it without place and form; or a thing of this kind.

    A name that is made of nothing but words of trade (市政工程, 便民超市) tells nobody and is not looked for.
    """

    ENTERPRISE = "enterprise"
    NUMBER = "number"
    ID_CARD = "id_card"
    CODE = "code"
    PHONE = "phone"
    MAIL = "mail"


class Found(NamedTuple):
    """The words that tell, and what they are."""

    words: str
    datum: Datum


_DASH = r"[\s\-‐-―]?"
_SHAPES = {
    Datum.NUMBER: (
        rf"(?<![A-Z])(?:(?:TS|QK){_DASH}\d{{4}}{_DASH}\d{{4}}|[A-Z]{{2}}{_DASH}\d{{8}}{_DASH}\d{{6}}){_DASH}\d"
    ),
    Datum.ID_CARD: rf"[1-9]\d{{5}}{_DASH}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d{_DASH}\d{{3}}[\dX]",
    Datum.CODE: r"[1-9ANY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{10}|[1-9]\d{14}|[1-9]\d{12}",
    Datum.PHONE: rf"1[3-9]\d{_DASH}\d{{4}}{_DASH}\d{{4}}|\(?0\d{{2,3}}\)?{_DASH}\d{{3,4}}{_DASH}\d{{4}}",
    Datum.MAIL: r"[A-Z0-9._%+\-]+@[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)+",
}
_FINDS = {datum: re.compile(rf"(?<!\d)(?:{shape})(?!\d)", re.ASCII) for datum, shape in _SHAPES.items()}
_PLACE = re.compile(r"^(?:中国|湖南省?|益阳市?|沅江市?|[\u4e00-\u9fff]{2,3}[省市县区镇乡])+")
_FORM = re.compile(
    r"(?:(?:股份)?有限(?:责任)?公司|集团公司|公司|[（(]?(?:普通|有限)合伙[）)]?|个人独资企业|个体工商户"
    r"|(?:农民)?专业合作社|合作社|经营部|分公司)+$"
)
_TRADES = re.compile(
    r"(?:公共|便民|日用|建筑|建设|市政|水利|工程|装饰|建材|五金|装卸|运输|物流|汽车|出租车|农业|种植|养殖|粮油|食品|餐饮|百货|商店|商贸"
    r"|贸易|超市|科技|物业|房地产|人力资源|服务|管理|开发|发展)+"
)


@lru_cache(maxsize=1 << 17)
def core(name_key: str) -> str:
    """A search key without place and legal form: 洞庭粮油 of 沅江市洞庭粮油有限公司."""
    return _PLACE.sub("", _FORM.sub("", name_key))


def telling(text: str, name_keys: Iterable[str]) -> list[Found]:
    """Everything in a text that tells, each once. `name_keys` are the search keys of the directory's names."""
    plain = unicodedata.normalize("NFKC", text).upper()
    found: dict[str, Found] = {}
    for datum, shape in _FINDS.items():
        for match in shape.finditer(plain):
            found.setdefault(match[0], Found(match[0], datum))
    key = search_key(text)
    for words in _named(key, name_keys):
        found.setdefault(words, Found(words, Datum.ENTERPRISE))
    return list(found.values())


def _named(key: str, name_keys: Iterable[str]) -> Iterator[str]:
    for name in name_keys:
        if len(name) >= NAME_LEAST and name in key and not _TRADES.fullmatch(name):
            yield name
        elif len(short := core(name)) >= CORE_LEAST and short in key and not _TRADES.fullmatch(short):
            yield short
