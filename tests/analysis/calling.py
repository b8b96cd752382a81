"""The command line as a test meets it."""

import json
from typing import Any

import pytest

from samsyn.analysis.cli import main


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """The JSON object of a call that ends well."""
    code = main([*map(str, arguments), "--json"])
    out = capsys.readouterr()
    assert code == 0, out.err
    found: dict[str, Any] = json.loads(out.out)
    assert list(found) == ["method", "parameters", "result", "verdict", "warnings"]
    return found


def faulty(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The one line about bad input."""
    try:
        code = main([*map(str, arguments), "--json"])
    except SystemExit as left:
        code = int(left.code or 0)
    out = capsys.readouterr()
    assert code == 2, out.out
    assert out.err.count("\n") == 1 and "Traceback" not in out.err
    return out.err.strip()
