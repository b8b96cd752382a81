"""Charters that come with Samsyn: the law, and Stockholm's agreements."""

from functools import cache
from importlib.resources import files

from samsyn.agreements.charter import Charter, parse


def versions() -> tuple[str, ...]:
    """The keys of the packs, such as `stockholm/2023`, sorted."""
    names = (file.name for file in files(__name__).iterdir() if file.name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml").replace("-", "/", 1) for name in names))


def text(version: str) -> str:
    """The YAML of a pack. Raises KeyError for a version that no pack holds."""
    if version not in versions():
        raise KeyError(version)
    name = version.replace("/", "-", 1) + ".yaml"
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def charter(version: str) -> Charter:
    """The charter of a pack. Raises KeyError for a version that no pack holds."""
    return parse(text(version), version)
