"""Keeping the register of places and bodies: what is established, merged, and what covers what."""

from .cover import rebuild_cover
from .keep import BodySpec, LinkSpec, PlaceSpec, keep_bodies, keep_links, keep_places
from .merge import MergerSpec, merge

__all__ = [
    "BodySpec",
    "LinkSpec",
    "MergerSpec",
    "PlaceSpec",
    "keep_bodies",
    "keep_links",
    "keep_places",
    "merge",
    "rebuild_cover",
]
