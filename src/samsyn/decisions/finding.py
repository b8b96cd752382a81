"""Searching for words as readers write them."""

import re


def any_case(words: str) -> str:
    """A regular expression for the words in any case, whatever the database takes for letters.

    A database with the plain `C` locale does not know that ö and Ö are one; the pattern says it.
    """
    return "".join(
        f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() and not letter.isascii()
        and len(letter.lower()) == len(letter.upper()) == 1 else re.escape(letter)
        for letter in words
    )  # fmt: skip
