"""Lillstad's charters as text, and charters that nobody would think of."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from samsyn.agreements.charter import Charter, World

TEXT = (Path(__file__).parent / "lillstad_charter.yaml").read_text(encoding="utf-8")

FIRST_DAY = date(2024, 4, 1)

LILLSTAD = World(
    city="lillstad",
    districts=("norra", "sodra"),
    roles={
        ("police_region", "lillstad"): ("polisen",),
        ("executive_board", "lillstad"): ("kommunstyrelsen",),
        ("district_board", "norra"): ("sdn-norra",),
        ("district_board", "sodra"): ("sdn-sodra",),
        ("district_administration", "norra"): ("sdf-norra",),
        ("district_administration", "sodra"): ("sdf-sodra",),
        ("local_police", "norra"): ("lpo-norra",),
        ("local_police", "sodra"): ("lpo-norra", "lpo-sodra"),
    },
    bodies=frozenset({"kommunstyrelsen", "polisen", "sdf-norra", "sdf-sodra"}),
)

BODIES = ["kommunstyrelsen", "polisen", "local_police", "district_administration", "each_body"]
WORDS = st.sampled_from(["Åsa", "Norra gruppen", "en gång: i månaden", "- streck", "ja", "§ 4 #2"])
ASSUMED = {"assumed": True}


def _keys(letters: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(letters), unique=True, max_size=len(letters))


@st.composite
def _group(draw: st.DrawFn, key: str, level: str, above: list[str]) -> dict[str, Any]:
    seats = draw(_keys("uvw")) or ["u"]
    named = st.lists(st.sampled_from(seats), unique=True)
    acts = st.lists(st.sampled_from(["a.do", "b.do", "c.do"]), min_size=1, unique=True)
    may = st.fixed_dictionaries(
        {"acts": acts, "scope": st.sampled_from(["place", "group", "body"]), "seats": named}
    )
    group = {
        "key": key,
        "name": draw(WORDS),
        "level": level,
        "lasting": draw(st.sampled_from(["standing", "temporary"])),
        "clause": draw(st.sampled_from(["§ 1", "§ 2"])),
        "cadence": {"text": draw(WORDS), **ASSUMED},
        "seats": [
            {
                "key": seat,
                "function": draw(WORDS),
                "body": draw(st.sampled_from(BODIES)),
                "required": draw(st.booleans()),
                **ASSUMED,
            }
            for seat in seats
        ],
        "may": [{**item, **ASSUMED} for item in draw(st.lists(may, max_size=3))],
    }
    target = draw(st.sampled_from([None, *above]))
    return {**group, **ASSUMED, **({"reports_to": target} if target else {})}


@st.composite
def charters(draw: st.DrawFn, key: str | None = None) -> Charter:
    """Any charter that holds together, over few enough names that two often share them."""
    city, local = draw(_keys("ab")) or ["a"], draw(_keys("xyz"))
    groups = [draw(_group(k, "city", [c for c in city if c < k])) for k in city]
    groups += [draw(_group(k, "district", city)) for k in local]
    ends = st.sampled_from([*city, *local, "district_board", "local_police"])
    due = st.sampled_from([None, {"every_months": 6, "month": 5, "day": 31}])
    earlier = st.lists(st.sampled_from(["s/old#a", "s/old#b"]), unique=True)
    duties = [
        {
            "key": k,
            "clause": "§ 5",
            "what": draw(WORDS),
            "owed_by": draw(ends),
            "owed_to": draw(ends),
            "how_often": "ofta",
            "due": draw(due),
            **ASSUMED,
        }
        for k in draw(_keys("pq"))
    ]
    areas = [
        {"key": k, "name": draw(WORDS), "continues": draw(earlier), **ASSUMED}
        for k in draw(_keys("mno"))
    ]
    return Charter.model_validate(
        {
            "key": key or draw(st.sampled_from(["s/one", "s/two"])),
            "title": draw(WORDS),
            "validity": {"from": draw(st.dates()), **ASSUMED},
            "areas": areas,
            "groups": groups,
            "duties": duties,
        }
    )
