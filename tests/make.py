"""Builders: the few things that nearly every test needs, made through the services. Add yours below."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from stdnum.cn import uscc

from app.accounts import service as accounts
from app.accounts.models import User
from app.departments import service as departments
from app.departments.models import Department
from app.enterprises import service as enterprises
from app.enterprises.models import Enterprise
from app.inspectors import service as inspectors
from app.inspectors.models import Inspector
from app.items import service as items
from app.items.models import Item
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.permissions import SECOND_FACTOR, SYSTEM, Role
from app.ledger.service import record
from app.plans import service as plans
from app.plans.models import AnnualPlan, PlanTask
from app.plans.rules import Targeting
from app.policy import schemas as rulebook_file
from app.policy import service as policy
from app.workdays import service as workdays

AT = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
TOTP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_serial = count(1)


def restart() -> None:
    """Count names and codes from 1 again: two databases get the same."""
    global _serial
    _serial = count(1)


@contextmanager
def act() -> Iterator[None]:
    """An act of no slice, committed: what a test changes by hand lands with an entry, as every change does."""
    with transaction():
        yield
        record("test:act", "test", by=SYSTEM, at=AT)


def department(name: str = "", **more: Any) -> Department:
    """A department of the city, committed."""
    number = next(_serial)
    with transaction():
        return departments.register(f"d{number}", name or f"测试局{number}", by=SYSTEM, at=AT, **more)


def code(number: int) -> str:
    """A 统一社会信用代码 with a right check digit, another for each number."""
    body = f"91430981MA4T{number:05d}"
    return body + uscc.calc_check_digit(body)


def enterprise(name: str = "", **more: Any) -> Enterprise:
    """An enterprise in the directory, committed."""
    number = next(_serial)
    with transaction():
        return enterprises.register(code(number), name or f"沅江测试{number}有限公司", by=SYSTEM, at=AT, **more)


def item(name: str = "", departments: Sequence[Department] = (), **more: Any) -> Item:
    """A complete inspection item of these departments (of one of its own where none is given), committed."""
    number = next(_serial)
    values = {"basis": "某法第一条", "subject": "县级部门", "object": "企业", "method": "现场检查"} | more
    owners = list(departments) or [department()]
    with transaction():
        code = values.pop("code", f"SX-{number}")
        return items.register(code, name or f"事项{number}", departments=owners, by=SYSTEM, at=AT, **values)


def inspector(unit: Department | None = None, **more: Any) -> Inspector:
    """An inspector of this department (of one of their own where none is given) with a valid certificate, committed."""
    number = next(_serial)
    values = {"valid_from": date(2024, 1, 1), "valid_until": date(2028, 12, 31)} | more
    unit = unit or department()
    with transaction():
        certificate = values.pop("certificate_no", f"1809{number:07d}")
        name = values.pop("name", f"检查员{number}")
        return inspectors.register(certificate, name, department=unit, by=SYSTEM, at=AT, **values)


def plan(year: int = 2026) -> AnnualPlan:
    """The draft of a year's plan, committed."""
    with transaction():
        return plans.draft(year, by=SYSTEM, at=AT)


TASK: dict[str, Any] = {
    "name": "日常检查",
    "targeting": Targeting.TARGETED,
    "kinds": [],
    "trades": [],
    "townships": [],
    "risks": [],
    "inspectors": 2,
    "from_month": 4,
    "until_month": 10,
    "rate_a": 500,
    "rate_b": 500,
    "rate_c": 500,
    "rate_d": 500,
    "rate_u": 500,
}


def task(
    year: AnnualPlan, units: Sequence[Department], items: Sequence[Item], number: str = "", **more: Any
) -> PlanTask:
    """A task of this plan at 5 % of every grade, the first department leading, committed."""
    given = {**TASK, "departments": list(units), "items": list(items), **more}
    with transaction():
        return plans.add_task(year, number, **given, by=SYSTEM, at=AT)


def published_plan(year: int) -> AnnualPlan:
    """A published plan of a year with one joint task, committed. The rulebook and the calendar must be there."""
    units = [department(), department()]
    known = item(departments=units, from_on=date(year, 1, 1))
    for unit in units:
        for _ in range(2):
            inspector(unit)
    made = plan(year)
    task(made, units, [known])
    with transaction():
        plans.publish(made, by=SYSTEM, at=AT)
    return made


def user(role: Role, department: Department | None = None, enterprise: Enterprise | None = None, **more: Any) -> User:
    """A user with this role, committed; the place that the role needs is made where none is given.

    Who must have a second factor has one, with `TOTP_KEY`; `totp_key=None` leaves it out. The password is `PASSWORD`.
    """
    made = globals()
    if role in {Role.CLERK, Role.INSPECTOR}:
        department = department or made["department"]()
    if role == Role.ENTERPRISE:
        enterprise = enterprise or made["enterprise"]()
    more.setdefault("totp_key", TOTP_KEY if role in SECOND_FACTOR else None)
    more.setdefault("username", enterprise.uscc if enterprise else f"{role}.{next(_serial)}")
    values = {
        "name": "测试用户",
        "password": PASSWORD,
        "department_id": department.id if department else None,
        "enterprise_id": enterprise.id if enterprise else None,
        **more,
    }
    with transaction():
        user = accounts.create_user(values.pop("username"), values.pop("name"), role, by=SYSTEM, at=AT, **values)
    db.session.refresh(user)
    return user


def calendar() -> None:
    """The work calendar of every announced year, committed."""
    with transaction():
        workdays.seed(by=SYSTEM, at=AT)


def rulebook() -> None:
    """The rulebook that comes with the service, committed."""
    with transaction():
        policy.load(rulebook_file.rulebook(rulebook_file.DEFAULT.read_bytes()), by=SYSTEM, at=AT)


def token(user: User, *scopes: str, days: int = 30) -> str:
    """The secret of a bearer token that acts for this user within these scopes, committed. Made at the clock's now."""
    with transaction():
        _, secret = accounts.create_token(user, "程序", scopes, days=days, by=SYSTEM, at=clock.now())
    return secret
