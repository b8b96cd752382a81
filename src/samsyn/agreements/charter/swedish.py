"""pydantic's faults in Swedish, each telling what is expected."""

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from . import statements

_PATTERNS = {
    statements.KEY: "ska skrivas med små bokstäver a–z, siffror och bindestreck, som unga-i-risk",
    statements.BODY: "ska vara ett organs nyckel, som sdn-farsta, eller en roll, som local_police",
    statements.VERSION: "ska vara linje/version, som stockholm/2023",
    statements.AREA_REF: "ska vara linje/version#område, som stockholm/2019#kameraovervakning",
    statements.ACT: "ska vara rum.handling, som agreements.adopt",
}
_TEXTS = {
    "missing": "saknas; lägg till nyckeln",
    "string_type": "ska vara text",
    "string_too_short": "får inte vara tom",
    "string_too_long": "är för lång; högst {max_length} tecken",
    "bool_type": "ska vara true eller false",
    "bool_parsing": "ska vara true eller false",
    "int_type": "ska vara ett heltal",
    "int_parsing": "ska vara ett heltal",
    "int_from_float": "ska vara ett heltal",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "too_short": "ska innehålla minst {min_length}",
    "tuple_type": "ska vara en lista; börja varje rad med bindestreck",
    "dict_type": "ska vara nycklar med värden",
    "model_type": "ska vara nycklar med värden, inte ett ensamt värde",
    "date_type": "ska vara ett datum, som 2024-01-15",
    "date_parsing": "ska vara ett datum som finns, skrivet som 2024-01-15",
    "date_from_datetime_parsing": "ska vara ett datum som finns, skrivet som 2024-01-15",
    "date_from_datetime_inexact": "ska vara ett datum utan klockslag, som 2024-01-15",
}


def told(error: Any) -> str:
    """One entry of `ValidationError.errors()` as a Swedish sentence."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return f"ska vara {context['expected'].replace(' or ', ' eller ')}, inte {_shown(error)}"
    if kind == "string_pattern_mismatch":
        return f"{_PATTERNS[context['pattern']]}, inte {_shown(error)}"
    if kind == "extra_forbidden":
        return _extra(str(error["loc"][-1]))
    return _TEXTS.get(kind, f"går inte att läsa ({error['msg']})").format(**context)


def _shown(error: Any) -> str:
    value = repr(error["input"])
    return value if len(value) <= 40 else value[:39] + "…"


def _extra(name: str) -> str:
    near = get_close_matches(name, _names(statements.Part), n=1)
    hint = f"; menade du {near[0]!r}?" if near else "; ta bort den"
    return f"nyckeln är okänd här{hint}"


def _names(base: type[BaseModel]) -> list[str]:
    """The keys of all parts of a charter, as they are written in YAML."""
    own = [field.alias or name for name, field in base.model_fields.items()]
    return own + [name for part in base.__subclasses__() for name in _names(part)]
