"""Whatever is handed in: a clear Swedish answer, nothing kept, and the worker lives.

Every hostile file and every good one, and mutations of both: a fixed slice in CI, more by
HOSTILE=10000. Each is handed to the child process as the worker and the pages do.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.project import uploads
from samsyn.situation import tasks
from samsyn.situation.actions.intake import store
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.intake.stage import preview
from samsyn.situation.intake.verdicts import judge
from samsyn.situation.models import Batch, IncidentCount, RejectedRow, Source
from tests.lillstad import Lillstad

from .files import EXTRACT, ground
from .hostile import GOOD, HOSTILE
from .test_intake_pages import answers, browser, uploaded

MUTATIONS = int(os.environ.get("HOSTILE", "40"))
SMALL = [name for name in (*HOSTILE, *GOOD) if "bomb" not in name and "million" not in name
         and "50 MB" not in name and "many" not in name and "long" not in name]  # fmt: skip
# what to do, in the imperative, and never the words of a program
ADVICE = re.compile(r"\b(Spara|Lämna|Dela|Packa|Öppna|Skriv|Rätta|Ta bort|Ange|Hämta|Välj)\b", re.I)
PROGRAM = re.compile(r"Traceback|Error|Exception|duckdb|calamine|None|0x|/tmp|\bline \d")


def refusal(path: Path, folder: Path) -> str:
    """Why a file is refused, at the preview or when judged; empty when it is taken."""
    try:
        preview(path)
        judge(path, EXTRACT, ground(), folder / "rows.parquet")
    except BadFile as error:
        return str(error)
    return ""


def is_clear(why: str) -> bool:
    return bool(ADVICE.search(why) or why in PLAIN) and not PROGRAM.search(why)


PLAIN = {"Filen är tom.", "Filen har inga rader.", "Filen har rubriker men inga rader."}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    path = tmp_path / "uttag.csv"
    HOSTILE[name](path)
    why = refusal(path, tmp_path)
    assert why, "it was taken"
    assert is_clear(why), why
    assert [left.name for left in tmp_path.iterdir()] == ["uttag.csv"], "nothing is left behind"


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken_in_any_dress(name: str, tmp_path: Path) -> None:
    path = tmp_path / "uttag.csv"
    GOOD[name](path)
    assert refusal(path, tmp_path) == ""
    found = judge(path, EXTRACT, ground(), tmp_path / "rows.parquet")
    assert (found.read, found.taken, found.rejected) == (40, 40, 0)


def mutated(whole: bytes, chance: random.Random) -> bytes:
    """A file with bytes changed, cut, doubled, moved or put in."""
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at, length = chance.randrange(len(data) or 1), chance.choice((1, 4, 64, 4_096))
        match chance.randrange(5):
            case 0:
                data[at : at + length] = chance.randbytes(len(data[at : at + length]))
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length]
            case 3:
                data[at:at] = chance.choice((b"\0", b'"', b"\xff\xfe", b"\r", b";" * 300, b"<!"))
            case _:
                del data[at:]
    return bytes(data)


@pytest.mark.slow
def test_a_mutated_file_is_read_or_refused_and_never_falls(tmp_path: Path) -> None:
    chance, seen = random.Random(20261121), Counter[str]()
    wholes = []
    for name in SMALL:
        path = tmp_path / "hel"
        (HOSTILE | GOOD)[name](path)
        wholes.append(path.read_bytes())
        path.unlink()
    for number in range(MUTATIONS):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(mutated(chance.choice(wholes), chance))
        why = refusal(path, tmp_path)
        assert not PROGRAM.search(why), (number, why)
        seen["refused" if why else "read"] += 1
        path.unlink()
        (tmp_path / "rows.parquet").unlink(missing_ok=True)
        assert not list(tmp_path.iterdir()), number
    print(f"{MUTATIONS} mutated files: {dict(seen)}")
    assert seen["refused"] and seen["read"]


ON_THE_PAGES = ("zip bomb", "far cell", "entity bomb", "NUL in a cell", "rubbish", "cut Parquet",
                "a million columns", "mixed encodings", "macros", "one column")  # fmt: skip


@pytest.mark.parametrize("name", ON_THE_PAGES)
def test_on_the_pages_a_hostile_file_gets_an_answer_and_leaves_nothing(
    name: str, town: Lillstad, source: Source, tmp_path: Path
) -> None:
    path = tmp_path / "uttag.csv"
    HOSTILE[name](path)
    karin = browser(town, "karin")
    columns = uploaded(karin, source, path.read_bytes())
    page = karin.get(columns)
    assert page.status_code == 422
    alert = re.search(r'role="alert".*?</div>', page.content.decode(), re.DOTALL)
    assert alert and not PROGRAM.search(alert[0])
    assert karin.post(columns, answers()).status_code == 422
    batch = Batch.objects.get()
    tasks.confirm(batch, EXTRACT, town.actor("karin"))  # as somebody who skips the page
    tasks.read_batch.func(batch.pk)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.FAILED and is_clear(batch.failure)
    assert not IncidentCount.objects.exists() and not RejectedRow.objects.exists()
    assert not list((store().root / "rows").glob("*"))
    told = karin.get(f"/leveranser/{batch.pk}/")
    assert told.status_code == 200 and "Ingenting lästes in" in told.content.decode()


def test_more_than_the_largest_file_is_not_even_parsed(
    town: Lillstad, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1_000)
    file = SimpleUploadedFile("uttag.csv", b"typ;datum\n" * 1_000)
    answer = browser(town, "karin").post(f"/kallor/{source.key}/las-in/", {"file": file})
    assert answer.status_code == 413
    assert "Dela den i flera" in answer.content.decode()
    assert not Batch.objects.exists()


def test_names_of_files_are_only_names(town: Lillstad, source: Source) -> None:
    karin = browser(town, "karin")
    for name in ("../../../etc/passwd", "a\0b.csv", "<script>.csv", "x" * 400 + ".csv"):
        file = SimpleUploadedFile("uttag.csv", b"typ;datum\nR;2024-01-01\n")
        file.name = name
        answer = karin.post(f"/kallor/{source.key}/las-in/", {"file": file})
        assert answer.status_code in (200, 302)
    for batch in Batch.objects.all():
        assert "/" not in batch.file_name and len(batch.file_name) <= 200
        assert b"<script>" not in karin.get(f"/leveranser/{batch.pk}/").content
