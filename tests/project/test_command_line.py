"""The command `samsyn`, as one meets it in a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from samsyn import __version__
from samsyn.project import cli

ROOT = Path(__file__).parents[2]


def samsyn(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samsyn", *arguments],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_what_there_is():
    text = samsyn("--help").stdout
    for command in ("serve", "demo", "import", "agreement", "verify", "analyse", "manage"):
        assert command in text


def test_it_tells_its_version():
    assert samsyn("--version").stdout.strip() == f"samsyn {__version__}"


def test_help_does_not_load_django():
    """A newcomer's first command answers at once."""
    code = "import sys, samsyn.project.cli as c; c.parser(); print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_wrong_command_is_told_and_exits_2(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        cli.main(["sjung"])
    assert left.value.code == 2
    assert "sjung" in capsys.readouterr().err


def test_analyse_tells_its_methods(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["analyse", "--help"]) == 0
    assert "counts" in capsys.readouterr().out
    assert cli.main(["analyse", "sjung"]) == 2
    assert "sjung" in capsys.readouterr().err


def test_analyse_does_not_load_django():
    code = (
        "import sys, samsyn.project.cli as c; c.main(['analyse', 'counts', 'no-such.csv']);"
        "print('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
    assert "no-such.csv" in done.stderr


def test_manage_hands_over_to_django():
    assert "migrate" in samsyn("manage", "help").stdout.split()


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys):
    from samsyn.project import commands

    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run_analyse", interrupted)
    assert cli.main(["analyse"]) == 130
    assert capsys.readouterr().err.strip() == "Avbrutet."
