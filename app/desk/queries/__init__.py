"""What the desk, the wall and a leader's view look at."""

from app.desk.queries.ahead import Ahead, ahead, open_draw
from app.desk.queries.clocks import Item, actions, chosen, running, wall
from app.desk.queries.months import NAMES, RATES, Rate, figure, figures, rates
from app.desk.queries.piles import PILES, Held, counts, pile
from app.desk.queries.today import Today, today

__all__ = [
    "NAMES",
    "PILES",
    "RATES",
    "Ahead",
    "Held",
    "Item",
    "Rate",
    "Today",
    "actions",
    "ahead",
    "chosen",
    "counts",
    "figure",
    "figures",
    "open_draw",
    "pile",
    "rates",
    "running",
    "today",
    "wall",
]
