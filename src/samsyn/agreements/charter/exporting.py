"""A plan as plain data, for other programs."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from .planning import Plan


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain data, with the changes inside groups and the lineage spelled out."""
    data = {
        "before": plan.before,
        "after": plan.after,
        "groups": {
            "opened": plan.groups.added,
            "closed": plan.groups.removed,
            "changed": plan.changed_groups,
        },
        "mandates": {"given": plan.given, "withdrawn": plan.withdrawn},
        "duties": {
            "begun": plan.duties.added,
            "ended": plan.duties.removed,
            "changed": plan.duties.changed,
        },
        "areas": plan.lineage,
    }
    plain: dict[str, Any] = _plain(data)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return _plain({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
