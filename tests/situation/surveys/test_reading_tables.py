"""Headers, shares, groups and questions as different cities write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.situation import questions
from samsyn.situation.intake.stage import preview
from samsyn.situation.intake.surveys import groups
from samsyn.situation.intake.surveys.guessing import guessed, number, share_is
from samsyn.situation.intake.surveys.mapping import FIELDS, SurveyMapping
from samsyn.situation.intake.surveys.results import Rejected, Result, read
from samsyn.situation.intake.verdicts import Ground

GROUND = Ground(
    today=date(2024, 3, 15), names={"lillstad": 1, "norra": 2, "121": 2}, area="Lillstad"
)
MAPPING = SurveyMapping(
    year="år", place="område", question="fråga", group="kön", age="ålder", n="svar",
    share="andel", count="ja",
)  # fmt: skip
ROW = dict.fromkeys(FIELDS, "") | {
    "year": "2023", "place": "Norra", "question": "Oro för rån", "n": "400", "share": "56",
}  # fmt: skip


def result(**cells: str) -> Result:
    return read(ROW | cells, MAPPING, GROUND)


HEADERS = {
    "stockholm": (
        ("Stadsdelsområde", "År", "Fråga", "Kön", "Antal svar", "Andel", "Svarsfrekvens"),
        ("Farsta", "2023", "Otrygg sent ute", "Kvinnor", "310", "0,41", "0,38"),
        {"place": 0, "year": 1, "question": 2, "group": 3, "n": 4, "share": 5, "response_rate": 6},
    ),
    "police": (
        ("Lokalpolisområde", "Mätning", "Indikator", "n", "Procent", "Ej jämförbar", "Not"),
        ("Järva", "2022", "Trygg utomhus sen kväll", "812", "64 %", "", ""),
        {"place": 0, "year": 1, "question": 2, "n": 3, "share": 4},
    ),
    "counts": (
        ("Delområde", "Omgång", "Frågetext", "Åldersgrupp", "Antal svarande", "Antal ja"),
        ("Centrum", "Våren 2021", "Utsatt för misshandel", "16–29", "210", "13"),
        {"place": 0, "year": 1, "question": 2, "group": 3, "n": 4, "count": 5},
    ),
    "english": (
        ("district", "year", "question", "group", "respondents", "share", "design effect"),
        ("Norra", "2020", "Oro för inbrott", "all", "150", "0.22", "1.3"),
        {"place": 0, "year": 1, "question": 2, "group": 3, "n": 4, "share": 5, "design_effect": 6},
    ),
}  # fmt: skip


@pytest.mark.parametrize("city", HEADERS)
def test_columns_are_guessed_from_the_headers_of_several_cities(city: str) -> None:
    headers, row, expected = HEADERS[city]
    found = guessed(headers, [row])
    assert found is not None
    told = found.columns()
    assert {f: headers.index(told[f]) for f in expected if f in told} == expected


def test_a_title_above_the_headers_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "tabell.csv"
    path.write_text("Trygghetsmätningen;;;;\n;;;;\nOmråde;År;Fråga;n;Andel\nNorra;2023;Oro;40;5\n")
    assert preview(path).columns == ["Område", "År", "Fråga", "n", "Andel"]


@given(
    st.integers(0, 1000), st.sampled_from([",", "."]), st.sampled_from(["", "%", " %", "\u00a0%"])
)
def test_a_share_is_the_same_however_it_is_written(tenths: int, comma: str, sign: str) -> None:
    text = f"{tenths // 10}{comma}{tenths % 10}{sign}"
    assert result(share=text).share == pytest.approx(tenths / 1000)


@pytest.mark.parametrize(
    ("told", "share_is", "share"),
    [("56", "percent", 0.56), ("56 %", "part", 0.56), ("0,56", "part", 0.56), ("1", "part", 1),
     ("0,5", "percent", 0.005)],
)  # fmt: skip
def test_percent_and_parts_are_told_apart_by_the_mapping(
    told: str, share_is: str, share: float
) -> None:
    mapping = MAPPING.model_copy(update={"share_is": share_is})
    assert read(ROW | {"share": told}, mapping, GROUND).share == pytest.approx(share)


@pytest.mark.parametrize(
    ("cells", "how"),
    [(["56", "4"], "percent"), (["0,56", "1"], "part"), (["0.6", "1.2", "0.8"], "percent"),
     ([*["0,3"] * 19, "3"], "part"), (["56 %"], "percent"), ([], "percent")],
)  # fmt: skip
def test_how_shares_are_written_is_guessed_from_the_first_rows(cells: list[str], how: str) -> None:
    assert share_is(cells) == how


def test_a_count_is_used_where_no_share_is_told() -> None:
    assert result(share="..", count="100").share == 0.25


def refusals() -> Iterator[tuple[dict[str, str], str]]:
    yield {"share": "156"}, "andelen »156« är större än 100 procent"
    yield {"share": "många"}, "andelen »många« är inte ett tal"
    yield {"share": ""}, "andelen saknas"
    yield {"share": "", "count": "401"}, "fler har svarat ja (401) än som har svarat (400)"
    yield {"n": "0"}, "ingen har svarat"
    yield {"n": ""}, "antalet svar saknas"
    yield {"n": "4,5"}, "antalet svar »4,5« är inte ett heltal"
    yield {"year": "2031"}, "året 2031 ligger i framtiden"
    yield {"year": "vår"}, "året »vår« går inte att läsa"
    yield {"place": "Gamla stan"}, "området »Gamla stan« finns inte bland Lillstads platser"
    yield {"place": ""}, "området saknas"
    yield {"question": ""}, "frågan saknas"
    yield {"population": "300"}, "fler har svarat (400) än det finns i befolkningen (300)"
    yield {"design_effect": "0"}, "designeffekten »0« är inte ett tal mellan 0 och 100"
    yield {"question": "Vad tycker Anna Andersson?"}, "frågan innehåller namn; ta bort det ur filen"


@pytest.mark.parametrize(
    ("cells", "why"), [*refusals()], ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_row_is_refused_with_its_reason(cells: dict[str, str], why: str) -> None:
    with pytest.raises(Rejected) as refused:
        result(**cells)
    assert str(refused.value) == why


def test_a_personal_number_for_a_place_is_not_repeated() -> None:
    with pytest.raises(Rejected) as refused:
        result(place="19850101-1236 Norra")
    assert "1985" not in str(refused.value)


@pytest.mark.parametrize("field", ["year", "n", "share", "response_rate", "population"])
@pytest.mark.parametrize("cell", ["19850101-1236", "Anna Andersson", "070-123 45 67"])
def test_a_person_in_a_column_of_numbers_is_not_repeated(field: str, cell: str) -> None:
    with pytest.raises(Rejected) as refused:
        result(**{field: cell})
    assert cell not in str(refused.value)


@pytest.mark.parametrize(
    ("group", "age", "key", "name"),
    [
        ("", "", "all", "Alla"),
        ("Samtliga", "", "all", "Alla"),
        ("Kvinna", "", "women", "Kvinnor"),
        ("Män", "16-29 år", "men:16-29", "Män 16–29 år"),
        ("Kvinnor 65+", "", "women:65-120", "Kvinnor 65 år och äldre"),
        ("80 år och äldre", "", "80-120", "80 år och äldre"),
        ("Alla", "30–49", "30-49", "30–49 år"),
        ("Alla", "Totalt", "all", "Alla"),
    ],
)
def test_groups_have_keys_and_names(group: str, age: str, key: str, name: str) -> None:
    assert groups.key_of(group, age) == key
    assert groups.named(key) == name


def test_a_group_of_its_own_keeps_its_words() -> None:
    found = result(group="Boende i hyresrätt")
    assert found.key.group.startswith(groups.OWN)
    assert groups.named(found.key.group, found.said) == "Boende i hyresrätt"


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("Otrygg sent ute", "unsafe_late"),
        ("Känner sig otrygg när man går ensam ute sent på kvällen", "unsafe_late"),
        ("Trygga utomhus på kvällen", "safe_late"),
        ("Avstår från att gå ut", "avoids"),
        ("Undviker platser", "avoids"),
        ("Oroar sig för att utsättas för rån", "worry_robbery"),
        ("Utsatt för personrån", "hit_robbery"),
        ("Nedskräpning är ett problem", "seen_litter"),
        ("Stort förtroende för polisen", "trust_police"),
        ("unsafe_late", "unsafe_late"),
    ],
)
def test_questions_are_known_by_many_words(asked: str, key: str) -> None:
    assert questions.key_of(asked) == key


def test_an_unknown_question_is_itself_however_it_is_spaced() -> None:
    assert questions.key_of("Har du en cykel?") == questions.key_of(" har du  en CYKEL ")
    assert questions.key_of("Har du en cykel?") != questions.key_of("Har du en båt?")


def test_every_question_of_the_catalogue_is_known_by_its_own_name() -> None:
    for question in questions.table().values():
        assert questions.key_of(question.name) == question.key
        assert question.theme in questions.THEMES


@given(st.integers(0, 10**9))
def test_numbers_are_read_with_spaces_between_thousands(value: int) -> None:
    assert number(f"{value:,}".replace(",", "\u00a0")) == value
