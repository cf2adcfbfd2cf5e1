"""What every check says of itself."""

from enum import StrEnum
from typing import NamedTuple


class Area(StrEnum):
    """Where a check looks: entering enterprises, plans and draws, who goes, results, the records themselves;
    complaints, debts, orders of supervision, penalties.
    """

    ENTRY = "entry"
    PLAN = "plan"
    PEOPLE = "people"
    RESULT = "result"
    RECORD = "record"
    COMPLAINT = "complaint"
    DEBT = "debt"
    ORDER = "order"
    PENALTY = "penalty"


class Severity(StrEnum):
    """How grave it is: the core of the measures is broken; a duty is not met; to be looked at."""

    GRAVE = "grave"
    SERIOUS = "serious"
    MINOR = "minor"


class Owner(StrEnum):
    """Who has to answer for it: the department, the city that made the plan, the oversight office itself."""

    DEPARTMENT = "department"
    CITY = "city"
    OFFICE = "office"


class Check(NamedTuple):
    """A check of the catalogue. `rule` names the rule of the rulebook whose clause it rests on.

    Its question in words is `audit.question.<code>`. What is confidential is seen by oversight and discipline alone.
    `of_enterprise`: it looks at one enterprise at a time, so that a run over one enterprise or department takes it in;
    the others look at the city as a whole.
    """

    code: str
    rule: str
    area: Area
    severity: Severity
    owner: Owner = Owner.DEPARTMENT
    confidential: bool = False
    of_enterprise: bool = True
