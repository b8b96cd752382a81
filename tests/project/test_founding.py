"""Lillstad's first day, from the file in the docs."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from samsyn.agreements.models import Version
from samsyn.organisation import ledger
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Entry, Person, Place, Tenure
from samsyn.project.founding import Founding, found, read

pytestmark = pytest.mark.django_db
DOCS = (Path(__file__).parents[2] / "docs" / "founding.md").read_text()
EXAMPLE = re.search(r"```yaml\n(.*?)```", DOCS, re.DOTALL).group(1)
NOON = datetime(2024, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lillstad.yaml"
    path.write_text(EXAMPLE)
    return path


def test_the_example_founds_a_city_that_can_go_on_by_itself(file: Path):
    found(read(file), NOON)
    assert Version.objects.get(status="in_force").key == "lag/2023"
    tenure = Tenure.objects.get()
    assert (tenure.person.name, tenure.seat.key) == ("Karin Ek", "central-samordnare")
    assert Person.objects.get(manages_accounts=True).name == "Maja Sund"
    assert not any(person.has_usable_password() for person in Person.objects.all())
    assert Entry.objects.count() == 6
    assert ledger.verify() == []


def test_a_city_is_founded_once(file: Path):
    found(read(file), NOON)
    with pytest.raises(Refused, match="redan grundad"):
        found(read(file), NOON)


def test_a_fault_midway_leaves_nothing(file: Path):
    wrong = yaml.safe_load(EXAMPLE)
    wrong["coordinator"] = wrong["keeper"]  # one address, two accounts
    with pytest.raises(Refused, match="maja"):
        found(Founding.model_validate(wrong), NOON)
    assert not Place.objects.exists()
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("keeper:", "keepr:", "keepr: nyckeln är okänd här"),
        ("decided: KS 2024/17", "", "decided: saknas; lägg till nyckeln"),
        ("since: 2020-01-01", "since: i fjol", "links.0.since: ska vara ett datum"),
        ("kind: city,", "kind: city, colour: blue,", "places.0.colour: "),
        ("law: lag/2023", "law: [", "inte giltig YAML"),
    ],
)
def test_every_fault_in_the_file_is_told(file: Path, before: str, after: str, said: str):
    file.write_text(EXAMPLE.replace(before, after))
    with pytest.raises(Refused) as refused:
        read(file)
    assert any(said in reason for reason in refused.value.reasons), refused.value.reasons


def test_a_law_that_is_none_is_refused(file: Path):
    file.write_text(EXAMPLE.replace("lag/2023", "lag/1734"))
    with pytest.raises(Refused, match="lag/1734"):
        found(read(file), NOON)
