"""Who signs in: two people of the office, a clerk of every department, the others, some enterprises."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime

from app.accounts import service as accounts
from app.accounts.models import User
from app.demo.rules import Words
from app.demo.service.registers import first_enterprises
from app.demo.service.town import Town
from app.kernel.permissions import SECOND_FACTOR, SYSTEM, Role

PASSWORD = "chenghu-demo-2026"  # noqa: S105
_OFFICE = (("director", "江望舒"), ("officer", "许知远"))
_CLERKS = {"SCJG": ("zhou", "周敏言"), "YJGL": ("li", "李牧川")}
_OTHERS = (
    ("leader", "沈景行", Role.LEADER),
    ("leader2", "陆南乔", Role.LEADER),
    ("leader3", "秦一鸣", Role.LEADER),
    ("discipline", "方子衿", Role.DISCIPLINE),
    ("admin", "顾安然", Role.ADMINISTRATOR),
)


def totp_key(username: str) -> str:
    """The base32 key of a demo user's authenticator app: known to everybody, so the demo only."""
    return base64.b32encode(hashlib.sha256(f"demo {username}".encode()).digest())[:32].decode()


def count_people(town: Town, enterprises: int) -> int:
    """How many users `people` makes."""
    return len(_OFFICE) + len(town.departments) + len(_OTHERS) + 1 + enterprises


def people(town: Town, enterprises: int, *, at: datetime, told: Callable[[int], None]) -> None:
    """Make every user of the city, all with the same password; `told` hears how many there are."""
    words = Words(town.source("people"))
    town.office = [_user(name, person, Role.OVERSIGHT, at=at) for name, person in _OFFICE]
    for code, department in town.departments.items():
        username, person = _CLERKS.get(code, (f"clerk.{code.lower()}", words.person()))
        town.clerks[code] = _user(username, person, Role.CLERK, department=department.id, at=at)
        told(len(_OFFICE) + len(town.clerks))
    for username, person, role in _OTHERS:
        made = _user(username, person, role, at=at)
        town.leaders += [made] if role is Role.LEADER else []
    _user("inspector", "李澄宇", Role.INSPECTOR, department=town.departments["YJGL"].id, at=at)
    for firm in first_enterprises(enterprises):
        user = _user(firm.uscc, words.person(), Role.ENTERPRISE, enterprise=firm.id, at=at)
        town.owners.append((user, firm))
        told(count_people(town, len(town.owners)))


def _user(
    username: str,
    name: str,
    role: Role,
    *,
    department: int | None = None,
    enterprise: int | None = None,
    at: datetime,
) -> User:
    return accounts.create_user(
        username,
        name,
        role,
        password=PASSWORD,
        department_id=department,
        enterprise_id=enterprise,
        totp_key=totp_key(username) if role in SECOND_FACTOR else None,
        by=SYSTEM,
        at=at,
    )
