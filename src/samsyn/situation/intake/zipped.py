"""Whether a zip archive (an XLSX or a GeoPackage in one) may be opened. Runs in the child."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from .limits import LIMITS, MIB, BadFile, Limits

SMALL = 20 * MIB  # under this, a high ratio is only a dull spreadsheet
REFUSED = ("vbaproject.bin", "/externallinks/", "/embeddings/", "/activex/")
NESTED = (".zip", ".xlsx", ".xlsm", ".7z", ".gz", ".rar")


def check_zip(path: Path, limits: Limits = LIMITS) -> None:
    """Raise `BadFile` for bombs, macros and what reaches outside. The directory may lie, so the
    entries are also unpacked and measured."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_directory(entries, path.stat().st_size, limits)
            _measure(archive, entries, limits)
    except BadFile:
        raise
    except Exception as error:  # a broken archive breaks in many ways
        raise BadFile("Filen är skadad eller låst med lösenord. Spara den på nytt.") from error


def _check_directory(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or unpacked > limits.unpacked:
        raise BadFile("Filen är för stor när den packas upp. Dela den eller spara den som CSV.")
    if unpacked > SMALL and unpacked > packed * limits.ratio:
        raise BadFile("Filen är orimligt hårt packad. Spara den som CSV.")
    for entry in entries:
        name = "/" + entry.filename.lower()
        if any(part in name for part in REFUSED):
            raise BadFile("Filen har makron eller länkar till andra filer. Spara den som CSV.")
        if (
            ".." in name
            or name[1:2] in ("/", "\\")
            or name.endswith(NESTED)
            or stat.S_ISLNK(entry.external_attr >> 16)
        ):
            raise BadFile("Filen har andra filer packade i sig. Spara den som CSV.")


def _measure(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = 0
    for entry in entries:
        with archive.open(entry) as file:
            while chunk := file.read(MIB):
                total += len(chunk)
                if total > limits.unpacked:
                    raise BadFile("Filen är för stor när den packas upp. Spara den som CSV.")
