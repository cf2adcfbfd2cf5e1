"""Looking at arrears. Every query starts from the complaints that somebody may see."""

from app.arrears.queries.books import Book, Line, Total, book, books, totals
from app.arrears.queries.cases import (
    VIEWS,
    get,
    known,
    of_complaint,
    open_to_department,
    repayment,
    search,
    step,
    visible,
)
from app.arrears.queries.ladder import paper, steps, timeline
from app.arrears.queries.terms import Terms, terms

__all__ = [
    "VIEWS",
    "Book",
    "Line",
    "Terms",
    "Total",
    "book",
    "books",
    "get",
    "known",
    "of_complaint",
    "open_to_department",
    "paper",
    "repayment",
    "search",
    "step",
    "steps",
    "terms",
    "timeline",
    "totals",
    "visible",
]
