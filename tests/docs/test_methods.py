"""The pages of the methods say what is so: every example on them runs and answers as shown."""

import shlex
import shutil
from pathlib import Path

import pytest

from samsyn.analysis.cli import NAMES, call, main, there
from scripts import examples

PAGES = Path(__file__).parents[2] / "docs" / "methods"
DATA = PAGES / "data"


def blocks(page: Path) -> list[tuple[str, str]]:
    """Every call in the page's console blocks, and the answer shown below it, if one is."""
    found: list[tuple[str, list[str]]] = []
    inside = False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ samsyn analyse "):
            found.append((line.removeprefix("$ "), []))
        elif inside and found:
            found[-1][1].append(line)
    return [(command.replace("\\", ""), "\n".join(shown).strip()) for command, shown in found]


CALLS = [
    pytest.param(command, shown, id=f"{page.stem}-{n}")
    for page in sorted(PAGES.glob("*.md"))
    for n, (command, shown) in enumerate(blocks(page))
]


@pytest.mark.parametrize(("command", "shown"), CALLS)
def test_every_example_answers_as_shown(
    command: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.chdir(DATA)
    words = [word.replace("{tmp}", str(tmp_path)) for word in shlex.split(command)]
    assert main(words[2:]) == 0, capsys.readouterr().err
    answer = "\n".join(line.rstrip() for line in capsys.readouterr().out.strip().splitlines())
    start, dots, _ = shown.partition("…")
    if dots:
        assert answer.startswith(start.rstrip())
    elif shown:
        assert answer == shown


@pytest.mark.parametrize("name", sorted(there()))
def test_the_example_of_help_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    folder = shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.chdir(folder)
    assert main(shlex.split(call(name).example)[2:]) == 0, capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    assert call(name).example in " ".join(capsys.readouterr().out.split())


def test_the_files_are_those_that_the_script_writes(tmp_path: Path):
    examples.write(tmp_path)
    for file in tmp_path.iterdir():
        assert (DATA / file.name).read_text() == file.read_text(), file.name


def test_every_call_has_its_page_and_every_page_is_listed():
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    pages = {page.stem for page in PAGES.glob("*.md")} - {"README"}
    assert set(there()) == set(NAMES)
    assert set(NAMES) <= pages
    for page in pages:
        assert f"({page}.md)" in index, page


@pytest.mark.parametrize("page", sorted(NAMES))
def test_a_page_says_what_a_reader_must_know(page: str):
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8").lower()
    assert "when not to use" in text and "```console" in text
