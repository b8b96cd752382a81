"""A charter's YAML in and out. All faults are told at once: file, line, key, what is expected."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path as File
from typing import Any

import yaml
from pydantic import ValidationError

from .models import Charter
from .references import Path, broken
from .swedish import told

LIMIT = 100_000
"""The largest document read, in characters; the charter of a large city is a seventh of it."""
MOST = 50
"""How many faults are told at once; somebody with more has probably chosen the wrong file."""


@dataclass(frozen=True)
class Problem:
    """A fault in a file: `line` counts from 1, `key` is a path such as `groups[0].seats[1]`."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, rad {self.line}"
        return f"{where}, {self.key}: {self.message}" if self.key else f"{where}: {self.message}"


class CharterError(ValueError):
    """A document that is no charter; `problems` tells all that is wrong, in the file's order."""

    def __init__(self, problems: list[Problem]) -> None:
        told = sorted(problems, key=lambda p: (p.line, p.key))
        if len(told) > MOST:
            rest = Problem(told[MOST].file, told[MOST].line, "", f"och {len(told) - MOST} fel till")
            told[MOST:] = [rest]
        self.problems = tuple(told)
        super().__init__("\n".join(map(str, self.problems)))


def read(file: File) -> Charter:
    """Read a charter from a file. Raises CharterError, also when the file cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CharterError(
            [Problem(str(file), 1, "", f"kan inte läsas ({error.strerror})")]
        ) from error
    except UnicodeDecodeError as error:
        message = "är inte UTF-8; spara filen som UTF-8 och försök igen"
        raise CharterError([Problem(str(file), 1, "", message)]) from error
    return parse(text, file.name)


def parse(text: str, name: str = "texten") -> Charter:
    """A charter from its YAML text. Raises CharterError with every fault."""
    raw, lines, faults = _load(text, name)
    charter = None
    try:
        charter = Charter.model_validate(raw)
    except ValidationError as error:
        faults += [(tuple(e["loc"]), told(e)) for e in error.errors() if not _echo(e)]
    faults += [(fault.path, fault.message) for fault in broken(raw)]
    if charter is None or faults:
        raise CharterError([Problem(name, _line(lines, p), _dotted(p), m) for p, m in faults])
    return charter


def to_yaml(charter: Charter) -> str:
    """The charter as YAML that reads back to the same charter."""
    data = charter.model_dump(by_alias=True, exclude_defaults=True)
    return yaml.dump(_plain(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96)


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, and never writes anchors (which the reader refuses)."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _echo(error: Any) -> bool:
    """Faults told better elsewhere: references in one text, a list emptied by its faults."""
    emptied = error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]
    return emptied or (error["type"] == "value_error" and not error["loc"])


def _load(text: str, name: str) -> tuple[Any, dict[Path, int], list[tuple[Path, str]]]:
    """The plain data, the line of every path, and twice-used keys. Raises CharterError."""
    if len(text) > LIMIT:
        message = f"dokumentet är för stort ({len(text)} tecken, högst {LIMIT})"
        raise CharterError([Problem(name, 1, "", message)])
    try:
        node = yaml.compose(text, Loader=_Loader)
        tree = _Tree()
        data = tree.build(node, ()) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"är inte giltig YAML ({error.problem}); se över indrag, kolon och citattecken"
        raise CharterError([Problem(name, mark.line + 1 if mark else 1, "", message)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        message = "är inte giltig YAML; otillåtna tecken eller för djup nästling"
        raise CharterError([Problem(name, 1, "", message)]) from error
    if not isinstance(data, dict):
        raise CharterError([Problem(name, 1, "", "ska vara nycklar med värden, med början i key:")])
    return data, tree.lines, tree.faults


class _Loader(yaml.SafeLoader):
    """YAML without aliases: they hide where a thing stands, and can swell without bound."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="alias med * är inte tillåtna", problem_mark=mark)
        return super().compose_node(parent, index)


class _Tree:
    """Turns nodes into plain data while noting the line of every path."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.faults: list[tuple[Path, str]] = []
        self._scalar = yaml.SafeLoader("")

    def build(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._value(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in data:
                self.faults.append(((*path, name), f"nyckeln {name!r} står två gånger; ta bort en"))
            self.lines[(*path, name)] = key.start_mark.line + 1
            data[name] = self.build(value, (*path, name))
        return data

    def _value(self, node: yaml.Node, path: Path) -> Any:
        try:
            value = self._scalar.construct_object(node, deep=True)
        except ValueError:  # such as the 31st of February, which looks like a date
            return node.value
        plain = value is None or isinstance(value, str | bool | int | float | date)
        return node.value if isinstance(value, datetime) or not plain else value


def _line(lines: dict[Path, int], path: Path) -> int:
    """The line of the nearest thing that is written: a missing key stands where its owner does."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _dotted(path: Path) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
