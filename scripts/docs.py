"""Write the documentation that is read out of the code: `docs/acts.md`.

Run by `make docs`; a test fails when the page is no longer what this writes.
"""

from __future__ import annotations

import os
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parents[1] / "docs" / "acts.md"
HEAD = """# Acts

Written from the code by `make docs`. An act is one change: its name is the function, the
permission a charter hands out, the line in the ledger and the heading here. A *reading* changes
nothing; a mandate gives the right to see in the same way.
"""


def render() -> str:
    """The page, rooms in order, each act with its Swedish title, subject and meaning."""
    from samsyn.organisation.acts import all_acts

    lines = [HEAD]
    room = ""
    for spec in all_acts():
        if spec.name.startswith("test."):
            continue
        if spec.name.split(".")[0] != room:
            room = spec.name.split(".")[0]
            lines += [
                "",
                f"## {room}",
                "",
                "| act | title | on | what it does |",
                "|---|---|---|---|",
            ]
        what = "*reading*" if spec.is_reading else " ".join(spec.doc.split("\n\n")[0].split())
        lines.append(f"| `{spec.name}` | {spec.title} | `{spec.on}` | {what} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.project.settings")
    django.setup()
    PAGE.write_text(render(), encoding="utf-8")
