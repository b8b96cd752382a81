"""What a city installs: one wheel, whole, that stands by itself in an empty environment."""

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
METADATA = tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `python -m build` does, with the build tools that are already here."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


@pytest.mark.slow
def test_everything_that_is_not_code_comes_along(wheel: Path):
    inside = set(zipfile.ZipFile(wheel).namelist())
    kinds = {".html", ".css", ".js", ".svg", ".yaml", ".csv", ".txt", ".json", ".py"}
    expected = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src").rglob("*")
        if path.suffix in kinds and "__pycache__" not in path.parts
    }
    assert expected - inside == set()
    assert any(name.endswith("licenses/LICENSE") for name in inside)


@pytest.mark.slow
def test_the_metadata_says_what_samsyn_is(wheel: Path):
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith("METADATA"))
    text = archive.read(name).decode()
    assert "License-Expression: EUPL-1.2" in text
    assert "Requires-Python: >=3.11" in text
    assert "Requires-Dist: django<5.3,>=5.2" in text


def test_every_dependency_is_pinned_with_its_hash():
    """`make lock` has been run since pyproject.toml was changed."""
    pinned = (ROOT / "requirements" / "base.txt").read_text().lower()
    for line in METADATA["project"]["dependencies"]:
        name = line.split("[")[0].split(">")[0].split("=")[0].lower()
        assert f"\n{name}" in f"\n{pinned}", f"kör make lock: {name} saknas"
    for file in (ROOT / "requirements").glob("*.txt"):
        lines = file.read_text().splitlines()
        assert "http" not in file.read_text()  # no registry is named
        pins = [n for n, line in enumerate(lines) if line[0] not in " #"]
        assert pins
        for n in pins:
            assert "==" in lines[n]
            assert "--hash=sha256:" in lines[n + 1]


@pytest.mark.slow
def test_the_analysis_of_the_wheel_needs_no_django(wheel: Path, tmp_path: Path):
    """Quickly imported (told in the processor's seconds), and of use where Django is not."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "lib")
    (tmp_path / "f.csv").write_text("plats\n" + "Torget\n" * 7, encoding="utf-8")
    code = (
        "import sys, time; sys.path.insert(0, 'lib'); sys.modules['django'] = None\n"
        "t = time.process_time(); import samsyn.analysis; t = time.process_time() - t\n"
        "assert samsyn.analysis.__file__.startswith('lib') or '/lib/' in samsyn.analysis.__file__\n"
        "assert t < 0.5, t\n"
        "from samsyn.analysis.cli import main\n"
        "sys.exit(main(['counts', 'f.csv', '--place', 'plats', '--figure', 'f.svg']))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert "Torget" in (tmp_path / "f.svg").read_text("utf-8")


def test_it_runs_in_an_empty_environment(wheel: Path, tmp_path: Path):
    home = tmp_path / "empty"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    run = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    pinned = str(ROOT / "requirements" / "base.txt")
    subprocess.run([*run, "--require-hashes", "-r", pinned], check=True)
    subprocess.run([*run, "--no-deps", str(wheel)], check=True)
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PYTHONPATH")}
    environment = {**clean, "DEMO_DIR": str(tmp_path / "demo")}
    samsyn = home / "bin" / "samsyn"

    def call(*arguments: str) -> str:
        return subprocess.run(
            [samsyn, *arguments],
            env=environment,
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert "serve" in call("--help")
    assert "Demon är klar" in call("demo")
    assert "Demon finns redan" in call("demo")
    data = {"SAMSYN_DATA_DIR": str(tmp_path / "demo" / "whole")}
    environment |= data
    assert "Liggaren är hel" in call("verify", "ledger")


def test_the_workflow_of_ci_is_the_same_as_at_home():
    """`.ci/run` adds nothing but system packages to `make check` and `make test`."""
    script = (ROOT / ".ci" / "run").read_text()
    assert script.rstrip().endswith("make check\nmake test")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
