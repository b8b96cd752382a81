"""Kim builds a page from the components and reads what comes out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from hypothesis import given
from hypothesis import strategies as st

from samsyn.figures import Bar, Bars, Table
from samsyn.ui import navigation
from samsyn.ui.forms import Dress
from samsyn.ui.templatetags import ui

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def draw(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_table_shows_every_cell_and_lets_none_become_code(cells: list[list[str]]) -> None:
    table = Table(("Plats", "A", "B"), tuple(map(tuple, cells)), "Rubrik")
    drawn = draw("{% data_table table cards=True %}", table=table)
    assert all(cell in unescape(drawn) for row in cells for cell in row)
    assert drawn.count("<td") == 2 * len(cells)
    assert drawn.count('<th scope="row"') == len(cells)


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    table = Table(("Plats", "Antal", "Not"), (("Norra", "1\u00a0240", "ny"),), "Brott")
    drawn = draw("{% data_table table %}", table=table)
    assert '<td data-label="Antal" class="number">' in drawn
    assert '<td data-label="Not">' in drawn


def test_a_wide_table_can_be_scrolled_with_the_keyboard() -> None:
    drawn = draw("{% data_table table %}", table=Table(("A",), (("b",),), "Brott"))
    assert 'tabindex="0"' in drawn
    assert 'role="region"' in drawn


def test_a_figure_has_its_drawing_and_its_table_twin() -> None:
    bars = Bars(title="<Brott>", categories=("Norra",), groups=(Bar("Antal", (1240,)),))
    drawn = draw("{% figure fig %}", fig=bars)
    assert "<svg" in drawn
    assert "<table" in drawn
    assert drawn.count("1\u00a0240") == 2
    assert "<Brott>" not in drawn


@dataclass
class Spell:
    since: date
    until: date | None


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 9999))
def test_a_half_open_period_is_told_by_its_last_day(since: date, days: int) -> None:
    end = since + timedelta(days)
    assert ui.until(end) == ui.day(end - timedelta(1))
    assert ui.validity(Spell(since, end)) == f"{ui.day(since)} – {ui.until(end)}"


def test_a_period_without_end_goes_on_until_further_notice() -> None:
    assert ui.validity(Spell(date(2023, 7, 1), None)) == "1 juli 2023 – tills vidare"


def test_a_moment_is_told_in_local_time() -> None:
    assert ui.moment(datetime(2026, 6, 30, 22, 5, tzinfo=UTC)) == "1 juli 2026 kl. 00.05"


@pytest.mark.parametrize(
    ("parts", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), ("abc", "a, b och c")]
)
def test_a_list_is_told_as_people_say_it(parts: list[str], told: str) -> None:
    assert ui.sentence(parts) == told


def test_a_protected_number_is_told_as_protected() -> None:
    assert ui.swedish(None) == "skyddat"
    assert ui.swedish(1234.5, 1) == "1\u00a0234,5"


def test_a_status_mark_of_an_unknown_kind_stops_the_builder() -> None:
    with pytest.raises(TemplateSyntaxError):
        ui.status("green", "I kraft")
    assert "&lt;b&gt;" in ui.status("good", "<b>")


class SeatForm(forms.Form):
    default_renderer = Dress
    person = forms.CharField(label="Person", help_text="Namnet.")
    level = forms.ChoiceField(
        label="Nivå", choices=[("a", "Lokal"), ("b", "Staden")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Not", required=False)


def test_a_form_with_faults_begins_with_links_to_each() -> None:
    form = SeatForm({"level": "x"})
    drawn = draw("{{ form }}", form=form)
    summary = drawn[: drawn.index("<label")]
    assert 'role="alert"' in summary
    assert 'href="#id_person"' in summary
    assert 'id="id_person"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_link_to_a_group_of_choices_leads_to_its_first_choice() -> None:
    drawn = draw("{{ form }}", form=SeatForm({"person": "Anna"}))
    target = drawn.split('href="#')[1].split('"')[0]
    assert f'id="{target}"' in drawn
    assert "<legend>" in drawn


def test_help_is_tied_to_its_field_and_the_optional_is_told() -> None:
    drawn = draw("{{ form }}", form=SeatForm())
    assert 'aria-describedby="id_person_helptext"' in drawn
    assert 'id="id_person_helptext"' in drawn
    assert drawn.count("(valfritt)") == 1
    assert 'role="alert"' not in drawn


def test_what_a_rule_refuses_stands_in_the_summary() -> None:
    form = SeatForm({"person": "Anna", "level": "a"})
    form.add_error(None, "Platsen finns inte den dagen.")
    assert "Platsen finns inte den dagen." in draw("{{ form }}", form=form)


def test_navigation_leaves_out_rooms_that_do_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (*navigation.CHAIN, ("Stjärnorna", "stars:index"))
    monkeypatch.setattr(navigation, "CHAIN", steps)
    request = SimpleNamespace(path="/grupper/4/", COOKIES={})
    labels = {step.label: step for step in ui.navigation_steps({"request": request})}
    assert labels["Grupper"].is_here
    assert not labels["Platser"].is_here
    assert "Uppföljning" in labels
    assert "Stjärnorna" not in labels
    assert ui.address("stars:index") == ""


def test_a_clause_leads_to_its_version_and_another_ground_is_plain_words() -> None:
    linked = ui.clause("lillstad/2024 § 3.2")
    assert 'href="/overenskommelser/version/lillstad/2024/"' in linked
    assert linked.endswith("§ 3.2")
    assert ui.clause("sköter <konton>") == "sköter &lt;konton&gt;"


@pytest.mark.parametrize("text", ["1\u00a0240", "−3,2", "41,2 (39,6–42,9)", "12 %", "–", "skyddat"])
def test_a_number_is_known_as_one(text: str) -> None:
    assert ui._is_number(text)


@pytest.mark.parametrize("text", ["2024-01-31", "Norra", "mar 2024", "3 grupper"])
def test_words_and_days_are_no_numbers(text: str) -> None:
    assert not ui._is_number(text)
