"""Doors that lead to nobody's room but one's own."""

from __future__ import annotations

from typing import Any

from tests.lillstad import Lillstad


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        "demo_become": {"nobody": {"person": town.people["anna"].pk}},
        **{
            f"openid_connect_{page}": {"unknown": {"provider_id": "okand"}}
            for page in ("login", "callback")
        },
        **{f"mfa_{page}_webauthn": {"others": {"pk": 1}} for page in ("edit", "remove")},
        "account_reset_password_from_key": {"wrong": {"uidb36": "1", "key": "fel"}},
    }
