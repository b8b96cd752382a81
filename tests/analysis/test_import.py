"""The package costs nothing to import, needs no Django, and has what it says."""

import subprocess
import sys
from importlib import import_module

import pytest

from samsyn import analysis

HEAVY = ("django", "numpy", "scipy", "duckdb", "shapely", "numba", "pyproj")


def test_importing_it_is_quick_and_loads_nothing_heavy():
    code = (
        "import sys, time; t = time.process_time(); import samsyn.analysis;"
        f"print(time.process_time() - t, [m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, loaded = done.stdout.split(" ", 1)
    assert float(seconds) < 0.5 and loaded.strip() == "[]"


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_name_is_there(name: str):
    assert getattr(analysis, name).__name__ == name


def test_no_name_hides_a_module():
    """A function with its module's name would be the function or the module by turns."""
    for name in analysis.__all__:
        with pytest.raises(ModuleNotFoundError):
            import_module(f"samsyn.analysis.{name}")


def test_no_call_loads_django():
    code = (
        "import sys; from samsyn.analysis.cli import call, there\n"
        "for name in there(): call(name)\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError):
        _ = analysis.everything  # type: ignore[attr-defined]
