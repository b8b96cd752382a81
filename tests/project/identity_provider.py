"""An employer's identity provider, small enough to read: OpenID Connect Core 1.0 on loopback.

It answers what Samsyn asks (configuration, keys, authorization, token, user information), holds the
client to state, PKCE (RFC 7636), client secret and single use of codes, and remembers refusals.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = {"client_id": "samsyn", "client_secret": "between-us"}


@dataclass
class Provider:
    """Who is signed in at the employer, and what has been given out."""

    claims: dict[str, Any]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refusals: list[str] = field(default_factory=list)
    url: str = ""

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """The address that the browser is sent back to, with a code for this one exchange."""
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code, or None with the reason among the refusals."""
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None:
            return self._refuse("unknown code")
        if {name: given.get(name) for name in CLIENT} != CLIENT:
            return self._refuse("wrong client")
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return self._refuse("wrong verifier")
        now = int(time.time())
        claims = {"iss": self.url, "aud": "samsyn", "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
        return {"access_token": "for-userinfo", "token_type": "Bearer", "id_token": signed}

    def _refuse(self, reason: str) -> None:
        self.refusals.append(reason)


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(asked))
            self.end_headers()
        elif path == "/.well-known/openid-configuration":
            self._answer(self.provider.configuration())
        elif path == "/keys":
            self._answer({"keys": [self.provider.key.as_dict(private=False)]})
        elif path == "/userinfo" and self.headers["Authorization"] == "Bearer for-userinfo":
            self._answer(self.provider.claims)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = {name: values[0] for name, values in parse_qs(body).items()}
        tokens = self.provider.token(given)
        self._answer(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def _answer(self, what: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class Running:
    """A provider that listens while the block lasts."""

    def __init__(self, **claims: Any) -> None:
        self.provider = Provider(claims)

    def __enter__(self) -> Provider:
        handler = type("H", (Handler,), {"provider": self.provider})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.provider.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.provider

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


def path_of(url: str) -> str:
    """What the browser asks our own server for when it is sent back."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"
