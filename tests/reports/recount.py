"""The figures of a span counted a second time, apart from the service: from the rows of the tables, in plain Python."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.kernel import clock
from app.kernel.db import Base, db

Row = dict[str, Any]
Pair = tuple[int, int | None]


def rows(table: str) -> list[Row]:
    return [dict(row._mapping) for row in db.session.execute(select(Base.metadata.tables[table]))]


class Recount:
    """What a report of these days must say at an instant, of the city and (by code) of one unit."""

    def __init__(self, first: date, last: date, at: datetime, unit: int | None = None) -> None:
        self.first, self.last, self.at, self.unit = first, last, at, unit
        self.complaints = {row["number"]: row for row in rows("complaints") if self._own(row)}
        self.visits = {row["id"]: row for row in rows("visits") if self._own(row)}
        self.orders = {row["number"]: row for row in rows("supervision_orders") if self._own(row)}

    def _own(self, row: Row) -> bool:
        return self.unit is None or row["department_id"] == self.unit

    def within(self, at: datetime | None) -> bool:
        return at is not None and self.first <= clock.day(at) <= self.last

    def clocks(self, kinds: set[str], subjects: Any) -> list[bool]:
        """Of each clock that ended in the days, whether it was met."""
        found = []
        for row in rows("deadlines"):
            due = row["due_on"]
            if row["kind"] not in kinds or row["subject"] not in subjects or not self.first <= due <= self.last:
                continue
            if row["dropped_at"] is None or clock.day(row["dropped_at"]) > due:
                found.append(row["done_at"] is not None and clock.day(row["done_at"]) <= due)
        return found

    def share(self, marks: list[bool]) -> Pair:
        return marks.count(True), len(marks)

    def figures(self) -> dict[str, Pair]:
        """By the figure's code."""
        kinds = {"verification", "resolution", "preliminary", "rectification"}
        cases = self.clocks(kinds, self.complaints)
        numbers = {row["number"] for row in self.visits.values()}
        told = {
            "on_time": cases + self.clocks({"publicity"}, numbers) + self.clocks({"answer"}, self.orders),
            "verification_on_time": self.clocks({"verification"}, self.complaints),
            "resolution_on_time": self.clocks({"resolution"}, self.complaints),
            "preliminary_on_time": self.clocks({"preliminary"}, self.complaints),
            "rectified_on_time": self.clocks({"rectification"}, self.complaints),
            "answered_on_time": self.clocks({"answer"}, self.orders),
            "completed": [self._answered(row) for row in self.accepted()],
            "satisfied": [score >= 3 for score in self.scores().values()],
            "extended": [bool(row["granted"]) for row in self._of("complaint_extensions", "decided_at")],
        }
        counts = {
            "accepted": len(self.accepted()),
            "overdue": self.overdue(kinds),
            "visits": len(self.entered()),
            "filings": len([row for row in rows("penalty_filings") if self._own(row) and self.within(row["filed_at"])]),
            "orders": len([row for row in self.orders.values() if self.within(row["issued_at"])]),
        }
        return {code: self.share(marks) for code, marks in told.items()} | {
            code: (n, None) for code, n in counts.items()
        }

    def city(self) -> dict[str, Pair]:
        """Those that are told of the city alone."""
        filed = [row for row in self.complaints.values() if self.within(row["filed_at"])]
        paid = [row for row in rows("arrears_repayments") if self.within(row["at"])]
        counts = {
            "received": len(filed),
            "declined": len(
                [r for r in self.complaints.values() if r["state"] == "declined" and self.within(r["state_since"])]
            ),
            "arrears_opened": len([row for row in rows("arrears_cases") if self.within(row["opened_at"])]),
            "arrears_repaid": int(sum(row["amount"] for row in paid) * 100),
        }
        online = [row["channel"] in {"web", "qr", "api"} for row in filed]
        acceptance = self.clocks({"acceptance"}, self.complaints)
        shares = {"online": self.share(online), "acceptance_on_time": self.share(acceptance)}
        return shares | {code: (n, None) for code, n in counts.items()}

    def accepted(self) -> list[Row]:
        return [row for row in self.complaints.values() if self.within(row["referred_at"])]

    def _answered(self, row: Row) -> bool:
        return row["resolved_at"] is not None and row["resolved_at"] <= self.at

    def scores(self) -> dict[int, int]:
        known = {row["id"] for row in self.complaints.values()}
        found: dict[int, tuple[int, int]] = {}
        for row in rows("complaint_ratings"):
            if row["complaint_id"] in known and self.within(row["at"]):
                found[row["complaint_id"]] = max(found.get(row["complaint_id"], (0, 0)), (row["round"], row["score"]))
        return {key: score for key, (_round, score) in found.items()}

    def _of(self, table: str, when: str) -> list[Row]:
        known = {row["id"] for row in self.complaints.values()}
        return [row for row in rows(table) if row["complaint_id"] in known and self.within(row[when])]

    def overdue(self, kinds: set[str]) -> int:
        ends = [
            (row["done_at"], row["dropped_at"])
            for row in rows("deadlines")
            if row["kind"] in kinds and row["subject"] in self.complaints and row["due_on"] <= self.last
        ]
        return sum(all(at is None or clock.day(at) > self.last for at in pair) for pair in ends)

    def entered(self) -> list[int]:
        days = defaultdict[int, list[date]](list)
        for row in rows("visit_entries"):
            if row["visit_id"] in self.visits:
                days[row["visit_id"]].append(row["day"])
        return [visit for visit, found in days.items() if self.first <= min(found) <= self.last]
