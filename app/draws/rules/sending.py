"""Who is sent (draw/1 step 5): by (visits given so far, ticket, number), for each visit and department."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from hashlib import sha256

from app.draws.rules.terms import Inspector, Recusal, Visit
from app.draws.rules.walking import Drawn

NOBODY: Set[bytes] = frozenset()


class Sending:
    """The inspectors of each department, ranked by the visits that they have been given so far.

    Their numbers are kept as the bytes that their tickets are made of: a city's draw makes some 700 000 tickets.
    """

    def __init__(self, seed: str, inspectors: Iterable[Inspector], recusals: Iterable[Recusal]) -> None:
        self.seed = seed
        self.given: dict[bytes, int] = {}
        self.ranks: defaultdict[str, defaultdict[int, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        self.departments: defaultdict[bytes, list[str]] = defaultdict(list)
        self.recused: defaultdict[str, set[bytes]] = defaultdict(set)
        for number, department in inspectors:
            one = number.encode()
            self.given[one] = 0
            self.ranks[department][0].add(one)
            self.departments[one].append(department)
        for recusal in recusals:
            self.recused[recusal.uscc].add(recusal.certificate_no.encode())

    def send(self, drawn: Drawn) -> Visit:
        """The visit with its inspectors; each is given one visit more for each department that sends them."""
        enterprise = drawn.enterprise
        sent: dict[str, tuple[str, ...]] = {}
        short: list[str] = []
        for department, number in wanted(drawn):
            chosen = self._first(enterprise.uscc, department, number)
            for one in chosen:
                self._give(one)
            sent[department] = tuple(map(bytes.decode, chosen))
            if len(chosen) < number:
                short.append(department)
        tasks = tuple(row.task for row in drawn.rows)
        return Visit(enterprise.uscc, drawn.ticket, enterprise.stratum, tasks, sent, tuple(short))

    def _give(self, one: bytes) -> None:
        given = self.given[one]
        self.given[one] = given + 1
        for department in self.departments[one]:
            ranks = self.ranks[department]
            left = ranks[given]
            left.remove(one)
            ranks[given + 1].add(one)
            if not left:
                del ranks[given]

    def order(self, uscc: str, department: str, number: int) -> list[str]:
        """The first `number` inspectors of a department for this enterprise, nobody recused among them."""
        return [one.decode() for one in self._first(uscc, department, number)]

    def _first(self, uscc: str, department: str, number: int) -> list[bytes]:
        """Tickets are computed only for those whose visits so far let them be among the first."""
        ranks: Mapping[int, set[bytes]] = self.ranks.get(department, {})
        recused = self.recused.get(uscc, NOBODY)
        chosen: list[bytes] = []
        for given in sorted(ranks):
            chosen += sorted_by_ticket(self.seed, uscc, ranks[given] - recused if recused else ranks[given])
            if len(chosen) >= number:
                break
        return chosen[:number]


def sorted_by_ticket(seed: str, uscc: str, certificates: Collection[bytes]) -> list[bytes]:
    """Certificates in the order of their tickets at an enterprise; a ticket's digits sort as its bytes do."""
    begins = f"{seed}\n{uscc}\n".encode()
    tickets = dict(zip([sha256(begins + one).digest() for one in certificates], certificates, strict=True))
    return [tickets[ticket] for ticket in sorted(tickets)]


def wanted(drawn: Drawn) -> list[tuple[str, int]]:
    """Each department of a visit, sorted, with the largest number of inspectors that its tasks ask for."""
    most: dict[str, int] = {}
    for row in drawn.rows:
        for department in row.departments:
            most[department] = max(row.inspectors, most.get(department, 0))
    return sorted(most.items())
