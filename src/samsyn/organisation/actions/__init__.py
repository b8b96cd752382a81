"""Every change the room can make, one act each."""

from .accounts import change_keeper, close_account, open_account, reopen_account
from .register import establish, redraw
from .seats import appoint, end_tenure

__all__ = [
    "appoint",
    "change_keeper",
    "close_account",
    "end_tenure",
    "establish",
    "open_account",
    "redraw",
    "reopen_account",
]
