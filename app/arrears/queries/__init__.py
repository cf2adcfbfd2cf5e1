"""Looking at arrears. Every query starts from the complaints that somebody may see."""

from app.arrears.queries.books import Book, Line, Total, book, books, totals
from app.arrears.queries.cases import (
    VIEWS,
    by_number,
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
from app.arrears.queries.own_acts import has_receipt, objected, opened, own_act, own_words, repaid
from app.arrears.queries.terms import Terms, terms

__all__ = [
    "VIEWS",
    "Book",
    "Line",
    "Terms",
    "Total",
    "book",
    "books",
    "by_number",
    "get",
    "has_receipt",
    "known",
    "objected",
    "of_complaint",
    "open_to_department",
    "opened",
    "own_act",
    "own_words",
    "paper",
    "repaid",
    "repayment",
    "search",
    "step",
    "steps",
    "terms",
    "timeline",
    "totals",
    "visible",
]
