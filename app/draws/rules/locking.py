"""The lock (draw/1 step 1): what it refuses, and the files that cannot change from here on."""

import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from app.draws.rules import announcing, hashing, tables
from app.draws.rules.terms import (
    ANNOUNCEMENT,
    CAPS,
    INSPECTORS,
    MANIFEST,
    RECUSALS,
    ROSTER,
    SECRET,
    TASKS,
    Announcement,
    Bounds,
    Lists,
)
from app.draws.rules.walking import Walk
from app.kernel.errors import Refused

MOST_NAME = 100
_NAME = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def lock(announcement: Announcement, lists: Lists, secret: str, *, previous: str, bounds: Bounds) -> dict[str, bytes]:
    """The locked files with their manifest. The order of rows and of tasks in a row does not matter to them.

    `secret` is 64 hex digits from the operating system's generator, `previous` the commitment of the draw before this
    one. Refuses lists that do not fit each other or the rulebook, and announcements that give no chance.
    """
    announcing.check(announcement, previous=previous, notice=bounds.notice)
    files = {ANNOUNCEMENT: announcing.write(announcement), SECRET: f"{secret}\n".encode(), **_lists(lists, bounds)}
    hashing.secret(files[SECRET])
    announcing.read(files)
    files[MANIFEST] = hashing.manifest_of(files)
    return dict(sorted(files.items()))


def _lists(lists: Lists, bounds: Bounds) -> dict[str, bytes]:
    check_names(lists)
    check_fit(lists)
    files = tables.write(lists)
    tables.read(files)
    check_inspectors(lists, bounds.inspectors)
    check_quotas(lists, bounds)
    return files


def commitment(files: dict[str, bytes]) -> str:
    """What is published at the lock: SHA-256 of the manifest."""
    return hashing.digest(files[MANIFEST])


def check_names(lists: Lists) -> None:
    """Refuses an empty name, one over 100 characters, and one with a blank or a control character in it."""
    found: dict[str, Iterable[str]] = {
        ROSTER: {word for row in lists.roster for word in (row.uscc, row.stratum, *row.tasks)},
        TASKS: {word for row in lists.tasks for word in (row.task, row.stratum, *row.departments)},
        CAPS: {row.scope for row in lists.caps},
        INSPECTORS: {word for row in lists.inspectors for word in row},
        RECUSALS: {word for row in lists.recusals for word in row},
    }
    for file, words in found.items():
        for word in words:
            if len(word) > MOST_NAME or not _NAME.fullmatch(word):
                raise Refused("draw_name_malformed", file=file, name=word[:40], most=MOST_NAME)


def check_fit(lists: Lists) -> None:
    """Refuses lists of which one names what another does not have: a task, stratum, department or inspector."""
    walk = Walk(lists.tasks, lists.caps)
    _check_tasks(lists)
    for enterprise in lists.roster:
        if not enterprise.tasks:
            raise Refused("draw_row_without_task", file=ROSTER, uscc=enterprise.uscc)
        for task in enterprise.tasks:
            if (task, enterprise.stratum) not in walk.rows:
                facts: dict[str, Any] = {"uscc": enterprise.uscc, "task": task, "stratum": enterprise.stratum}
                raise Refused("draw_stratum_unknown", file=ROSTER, **facts)
    _check_staff(lists, set(walk.limits))


def _check_tasks(lists: Lists) -> None:
    departments: dict[str, set[str]] = {}
    for row in lists.tasks:
        own = set(row.departments)
        if not own or departments.setdefault(row.task, own) != own:
            raise Refused("draw_task_departments", file=TASKS, task=row.task)
    if not lists.roster or not lists.tasks:
        raise Refused("draw_nothing_to_draw", file=TASKS if lists.roster else ROSTER)


def _check_staff(lists: Lists, departments: set[str]) -> None:
    known: dict[str, str] = {}
    for inspector in lists.inspectors:
        if inspector.department not in departments:
            raise Refused("draw_department_unknown", file=INSPECTORS, department=inspector.department)
        if known.setdefault(inspector.certificate_no, inspector.department) != inspector.department:
            raise Refused("draw_inspector_in_two", file=INSPECTORS, certificate_no=inspector.certificate_no)
    for recusal in lists.recusals:
        if recusal.certificate_no not in known:
            raise Refused("draw_recusal_unknown", file=RECUSALS, certificate_no=recusal.certificate_no)


def check_inspectors(lists: Lists, least: int) -> None:
    """Refuses a task that sends fewer inspectors of a department than the law asks for, and a department without them.

    A department that has as many as the law asks for and fewer than its task wants is not refused: its visits are
    flagged.
    """
    there = Counter(inspector.department for inspector in lists.inspectors)
    for row in lists.tasks:
        if row.inspectors < least:
            raise Refused("draw_task_inspectors", file=TASKS, task=row.task, least=least)
        for department in row.departments:
            if row.quota and there[department] < least:
                facts: dict[str, Any] = {"department": department, "count": there[department], "least": least}
                raise Refused("draw_department_inspectors", file=INSPECTORS, **facts)


def check_quotas(lists: Lists, bounds: Bounds) -> None:
    """Refuses a task whose quotas add up to more than its share of its frame, rounded down.

    The frame of a task is every enterprise of the roster that it may draw.
    """
    frames = Counter(task for enterprise in lists.roster for task in enterprise.tasks)
    quotas: Counter[str] = Counter()
    for row in lists.tasks:
        quotas[row.task] += row.quota
    for task, quota in sorted(quotas.items()):
        most = most_of(frames[task], bounds)
        if quota > most:
            facts: dict[str, Any] = {"task": task, "quota": quota, "most": most, "frame": frames[task]}
            raise Refused("draw_quota_over_share", file=TASKS, share=bounds.share, **facts)


def most_of(frame: int, bounds: Bounds) -> int:
    """How many of a frame may be drawn: the share of it, rounded down, without floats."""
    return int(frame * Fraction(bounds.share) / 100)
