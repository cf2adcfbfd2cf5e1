"""What a user name and a password must be, and what a token may be given (ux.md O-14, A-03)."""

import re
import unicodedata
from collections.abc import Collection

from app.kernel.errors import Refused
from app.kernel.grants import EVERYBODY, GRANTS
from app.kernel.permissions import Permission, Role

PASSWORD_LEAST = 10
PASSWORD_MOST = 128
TOKEN_PREFIX = "be_pat_"  # noqa: S105
TOKEN_DAYS_MOST = 366
RECOVERY_CODES = 10
_CODE = re.compile(r"^(?:[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}|[0-9]{6}[0-9A-Z]{7}|[0-9]{6}[0-9A-Z]{9})$")
_NAME = re.compile(r"^[a-z][a-z0-9._-]{1,39}$")
_RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_STEMS = frozenset(
    re.findall(
        r"\w+",
        "password passw0rd admin administrator root welcome letmein iloveyou woaini woaini1314 qwerty qwertyuiop "
        "asdfghjkl zxcvbnm abc abcabc abcd aaa qaz wsx qazwsx user test guest "
        "login secret changeme default monkey dragon sunshine princess football baseball master shadow "
        "superman batman trustno yuanjiang yiyang hunan zhongguo youban ",
    )
)
_LEET = str.maketrans("013457@$!", "oleastasi")
_P = Permission
_OF_DEPARTMENT = frozenset({Role.CLERK, Role.INSPECTOR})


def username(text: str) -> str:
    """The canonical user name: an enterprise's code in capitals, anybody else's name in small letters."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if _CODE.match(plain.upper()):
        return plain.upper()
    if _NAME.match(plain.lower()):
        return plain.lower()
    raise Refused("username_malformed", field="username")


def check_password(password: str, *, username: str, field: str = "password") -> None:
    """Refuse a password that is short or that others guess first. Nothing is demanded of its kinds of characters."""
    if len(password) < PASSWORD_LEAST:
        raise Refused("password_too_short", field=field, least=PASSWORD_LEAST)
    if len(password) > PASSWORD_MOST:
        raise Refused("password_too_long", field=field, most=PASSWORD_MOST)
    if is_common(password) or username.lower() in password.lower():
        raise Refused("password_common", field=field)


def is_common(password: str) -> bool:
    """Whether a password is among the first to be guessed: a run of keys, a repetition, a common word with digits."""
    small = unicodedata.normalize("NFKC", password).lower()
    letters = re.sub(r"[^a-z]", "", small)
    return (
        len(set(small)) < 5
        or _is_run(small)
        or len(letters) == 1
        or letters in _STEMS
        or (not letters and not re.search(r"[^\x00-\x7f]", small))
        or re.sub(r"^[^a-z]+|[^a-z]+$", "", small).translate(_LEET) in _STEMS
        or _is_repetition(small)
    )


def _is_run(small: str) -> bool:
    return any(small in run or small in run[::-1] for run in _RUNS)


def _is_repetition(small: str) -> bool:
    return any(small == (small[:n] * len(small))[: len(small)] for n in range(1, 6))


def check_place(role: Role, department_id: int | None, enterprise_id: int | None) -> None:
    """A clerk and an inspector belong to a department, an enterprise's user to an enterprise, nobody else to either."""
    if (role in _OF_DEPARTMENT) != (department_id is not None):
        raise Refused("user_department", field="department_id")
    if (role == Role.ENTERPRISE) != (enterprise_id is not None):
        raise Refused("user_enterprise", field="role")


def scopes(names: Collection[str], role: Role) -> list[str]:
    """The scopes of a token, sorted: at least one, and none that its user lacks."""
    known = {permission.value for permission in grantable(role)}
    if not names:
        raise Refused("token_scopes_missing", field="scopes")
    if unknown := sorted(set(names) - known):
        raise Refused("token_scope_unknown", field="scopes", scope=unknown[0])
    return sorted(set(names))


def grantable(role: Role) -> list[Permission]:
    """What a token of a user with this role can be given, in the order of the catalogue."""
    held = {permission for permission, roles in GRANTS.items() if role in roles} | EVERYBODY
    kept_out = {_P.PUBLIC, _P.SIGNED_IN, _P.ACCOUNT_MANAGE, _P.TOKEN_MANAGE, _P.NOTICE_MANAGE}
    return [permission for permission in Permission if permission in held - kept_out]
