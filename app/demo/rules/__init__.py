"""How large a demo city is, which day it lives on, and how far its clock runs from the real one."""

from app.demo.rules.scale import SIZES, Scale, Size, check_day, nine, offset, opening
from app.demo.rules.words import Words

__all__ = ["SIZES", "Scale", "Size", "Words", "check_day", "nine", "offset", "opening"]
