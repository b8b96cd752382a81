"""The demo's own tables: small semicolon files beside the code, read as rows of text."""

import csv
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`; every value is text as written."""
    text = files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter=";"))
