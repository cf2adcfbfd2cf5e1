"""Who is sent (draw/1 step 5): by (visits given so far, ticket, number), for each visit and department."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from app.draws.rules.hashing import ticket
from app.draws.rules.terms import Inspector, Recusal, Visit
from app.draws.rules.walking import Drawn


class Sending:
    """The inspectors, with the visits that each has been given so far."""

    def __init__(self, seed: str, inspectors: Iterable[Inspector], recusals: Iterable[Recusal]) -> None:
        self.seed = seed
        self.given: Counter[str] = Counter()
        self.pools: defaultdict[str, list[str]] = defaultdict(list)
        self.recused: defaultdict[str, set[str]] = defaultdict(set)
        for inspector in inspectors:
            self.pools[inspector.department].append(inspector.certificate_no)
        for recusal in recusals:
            self.recused[recusal.uscc].add(recusal.certificate_no)

    def send(self, drawn: Drawn) -> Visit:
        """The visit with its inspectors; each is given one visit more for each department that sends them."""
        enterprise = drawn.enterprise
        sent: dict[str, tuple[str, ...]] = {}
        short: list[str] = []
        for department, number in wanted(drawn):
            chosen = self.order(enterprise.uscc, department, number)
            self.given.update(chosen)
            sent[department] = tuple(chosen)
            if len(chosen) < number:
                short.append(department)
        tasks = tuple(row.task for row in drawn.rows)
        return Visit(enterprise.uscc, drawn.ticket, enterprise.stratum, tasks, sent, tuple(short))

    def order(self, uscc: str, department: str, number: int) -> list[str]:
        """The first `number` inspectors of a department for this enterprise, nobody recused among them.

        Tickets are computed only for those whose visits so far let them be among the first.
        """
        given, recused = self.given, self.recused.get(uscc, ())
        free = [one for one in self.pools[department] if one not in recused] if recused else self.pools[department]
        if len(free) > number:
            most = sorted(given[one] for one in free)[number - 1] if number else -1
            free = [one for one in free if given[one] <= most]
        return sorted(free, key=lambda one: (given[one], ticket(self.seed, f"{uscc}\n{one}"), one))[:number]


def wanted(drawn: Drawn) -> list[tuple[str, int]]:
    """Each department of a visit, sorted, with the largest number of inspectors that its tasks ask for."""
    most: dict[str, int] = {}
    for row in drawn.rows:
        for department in row.departments:
            most[department] = max(row.inspectors, most.get(department, 0))
    return sorted(most.items())
