"""Nora writes Lillstad's charter by hand, and is told everything that is wrong with it at once."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from samsyn.agreements.charter import Charter, CharterError, parse, read, to_yaml

from .papers import TEXT, charters


def faults(text: str) -> dict[str, tuple[int, str]]:
    with pytest.raises(CharterError) as caught:
        parse(text, "lillstad.yaml")
    return {p.key: (p.line, p.message) for p in caught.value.problems}


def line_of(text: str, words: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if words in line)


def test_lillstads_charter_reads_as_it_is_written() -> None:
    charter = parse(TEXT)
    assert (charter.line, charter.version) == ("samverkan", "2024")
    assert [area.key for area in charter.areas] == ["unga", "platser", "brottsoffer"]
    assert charter.validity.ends is None


def test_every_fault_of_a_file_is_told_at_once_with_its_line() -> None:
    text = TEXT.replace("level: city", "level: stad").replace(
        "reports_to: styrgrupp", "reports_to: styrgrup"
    )
    text = text.replace("function: Polischef, ", "").replace("2024-04-01", "2024-04-31")
    found = faults(text)
    assert found["groups[0].level"][0] == line_of(text, "level: stad")
    assert found["groups[1].reports_to"][0] == line_of(text, "reports_to: styrgrup")
    assert "menade du 'styrgrupp'" in found["groups[1].reports_to"][1]
    assert found["groups[0].seats[1].function"][0] == line_of(text, "key: polischef")
    assert "datum som finns" in found["validity.from"][1]
    assert len(found) == 4


@pytest.mark.parametrize(
    ("right", "wrong", "key", "said"),
    [
        ("assumed: true", "description: x", "areas[1].assumed", "saknar stöd"),
        ("heading: Mål", "hedding: Mål", "terms[0].hedding", "heading"),
        ("tryggare., source: beslut", "bäst., source: beslot", "terms[0].source", "'beslut'"),
        ("police_region", "police_regin", "groups[0].seats[1].body", "police_region"),
        ("seats: [chef], source", "seats: [chief], source", "groups[1].may[1].seats[0]", "chef"),
        ("key: platser", "key: unga", "areas[1].key", "två gånger"),
        ("key: platser", "key: Platser", "areas[1].key", "små bokstäver"),
        ("owed_by: lokal-grupp", "owed_by: lokala", "duties[0].owed_by", "finns inte"),
        ("samverkan/2020#kameror", "samverkan/2020#unga", "ended[0].area", "både fortsätter"),
        ("2020#platser", "2024#unga", "areas[1].continues[0]", "annan version"),
        ("level: city", "level: city\n    level: city", "groups[0].level", "två gånger"),
        ("parties_least: 2", "parties_least: 9", "local.parties_most", "minst parties_least"),
        ("every_months: 6", "every_months: 7", "duties[0].due.every_months", "ska vara 1, 2"),
        ("acts: [agreements.read_draft], s", "acts: read, s", "groups[0].may[0].acts", "lista"),
        ("{from: 2024-04-01,", "{from: 2024-04-01, until: 2020-01-01,", "validity", "ligger före"),
        ("reports_to: styrgrupp", "reports_to: lokal-grupp", "groups[1].reports_to", "sig själv"),
        ("{by: styrgrupp", "{by: styret", "feedback[0].by", "finns inte"),
    ],
)
def test_each_fault_says_where_it_is_and_what_is_expected(
    right: str, wrong: str, key: str, said: str
) -> None:
    assert right in TEXT
    text = TEXT.replace(right, wrong, 1)
    found = faults(text)
    assert said in found[key][1]
    assert found[key][0] > 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ska vara nycklar med värden"),
        ("- a\n- b", "ska vara nycklar med värden"),
        ("key: [a", "inte giltig YAML"),
        ("a: &x [1]\nb: *x", "alias"),
        ("a: \x07", "inte giltig YAML"),
        ("[" * 5000, "inte giltig YAML"),
        ("x" * 100_001, "för stort"),
        ("a: !!python/object/apply:os.system [ls]", "saknas"),
    ],
)
def test_what_is_no_charter_at_all_is_refused_without_harm(text: str, said: str) -> None:
    assert any(said in message for _, message in faults(text).values())


def test_a_file_that_cannot_be_read_is_told_as_any_fault(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: Överenskommelse".encode("latin-1"))
    for file, said in ((tmp_path / "none.yaml", "kan inte läsas"), (latin, "UTF-8")):
        with pytest.raises(CharterError, match=said):
            read(file)


def test_a_charter_built_in_code_is_held_to_the_same_rules() -> None:
    data = yaml.safe_load(TEXT)
    data["groups"][1]["reports_to"] = "ingen"
    with pytest.raises(ValidationError, match="gruppen 'ingen' finns inte"):
        Charter.model_validate(data)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(charters())
def test_what_is_exported_reads_back_the_same(charter: Charter) -> None:
    assert parse(to_yaml(charter)) == charter


def test_the_published_schema_accepts_what_the_reader_does_and_not_less() -> None:
    schema = Charter.model_json_schema(by_alias=True)
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(json.dumps(yaml.safe_load(TEXT), default=str))
    jsonschema.validate(document, schema)
    document["groups"][0]["level"] = "stad"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


def test_a_file_of_nothing_but_faults_is_told_in_part() -> None:
    with pytest.raises(CharterError) as caught:
        parse("areas:\n" + "  - {key: 1}\n" * 500)
    assert len(caught.value.problems) == 51
    assert "fel till" in str(caught.value.problems[-1])
