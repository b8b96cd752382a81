"""`samsyn analyse effect`: has a measure made a difference?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import numpy as np

from samsyn.analysis.changes import Change, change
from samsyn.analysis.cli.effect_study import GROUPS, Floats, Study, study_of
from samsyn.analysis.cli.frame import Call, file_argument
from samsyn.analysis.effect import (
    DifferenceInDifferences,
    Displacement,
    difference_in_differences,
    weighted_displacement_difference,
)
from samsyn.analysis.verdicts import BadInput, Outcome, Refusal, Verdict, strength

if TYPE_CHECKING:
    from samsyn.figures import Figure

FEW = 10


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser)
    add = parser.add_argument
    add("--place", required=True, metavar="COLUMN", help="area")
    add("--period", required=True, metavar="COLUMN", help="before and after, or months with --from")
    add("--count", required=True, metavar="COLUMN", help="how many")
    told = "names parted by commas, or a column of 1 and 0"
    add("--treated", required=True, action="append", metavar="AREAS", help=f"treated: {told}")
    add("--control", action="append", metavar="AREAS", help="compared with (default: all others)")
    add("--displacement", action="append", metavar="AREAS", help="buffer to which crime may move")
    add("--displacement-control", action="append", metavar="AREAS", help="the buffer's control")
    add("--from", dest="start", metavar="PERIOD", help="the first period with the measure")
    add("--confidence", type=float, default=0.95, help="of the intervals (default: 0.95)")


def _run(chosen: argparse.Namespace) -> Outcome:
    if not 0 < chosen.confidence < 1:
        raise BadInput("--confidence har fel värde.", remedy="Ange ett tal mellan 0 och 1.")
    study, warnings = study_of(chosen)
    sums = {name: study.before_and_after(name) for name in GROUPS}
    if not (sums["treated"].sum() + sums["control"].sum()):
        raise Refusal("Inga händelser varken med åtgärd eller i jämförelsen: inget att jämföra.")
    before, after = study.lengths()
    moved = weighted_displacement_difference(
        *sums.values(), lengths=(before, after), confidence=chosen.confidence
    )
    did, changed = _did(study, chosen.confidence), _changes(sums, study, chosen.confidence)
    if before != after:
        warnings.append(
            f"Tiden före är {before:g} perioder och efter {after:g}; före räknas om till efter."
        )
    _warn(warnings, study, sums)
    return Outcome(
        method="effect",
        parameters=_parameters(chosen, study),
        result={
            "wdd": float(moved.value),
            "se": float(moved.se),
            "interval": [float(moved.low), float(moved.high)],
            "z": float(moved.z),
            "p": float(moved.p),
            "did": _did_result(did),
            "before_after": [
                {"group": name, "before": sums[name][0], "after": sums[name][1]} | values
                for name, values in changed.items()
            ],
        },
        verdict=_verdict(moved, sums),
        warnings=warnings,
        table=_table(moved, did, sums, changed),
        figure=_figure(sums, changed),
    )


def _did(study: Study, confidence: float) -> DifferenceInDifferences | None:
    used = study.groups["treated"] | study.groups["control"]
    try:
        return difference_in_differences(
            study.counts[used], study.groups["treated"][used], study.after, confidence=confidence
        )
    except (ValueError, np.linalg.LinAlgError):
        return None


def _did_result(did: DifferenceInDifferences | None) -> dict[str, Any] | None:
    if did is None:
        return None
    return {
        "estimate": did.estimate,
        "se": did.se,
        "ratio": did.ratio,
        "interval": [did.low, did.high],
        "p": did.p,
        "se_nested": did.se_nested,
        "se_plain": did.se_plain,
        "se_poisson": did.se_poisson,
        "areas": did.areas,
        "periods": did.periods,
    }


def _changes(
    sums: dict[str, Floats], study: Study, confidence: float
) -> dict[str, dict[str, float]]:
    before, after = study.lengths()
    found = {}
    for name, (first, last) in sums.items():
        if study.groups[name].any():
            made: Change = change(
                first,
                last,
                exposure_before=before,
                exposure_after=after,
                confidence=confidence,
            )
            found[name] = {key: float(getattr(made, key)) for key in ("ratio", "low", "high", "p")}
    return found


def _warn(warnings: list[str], study: Study, sums: dict[str, Floats]) -> None:
    treated, control = (int(study.groups[name].sum()) for name in ("treated", "control"))
    if min(treated, control) < 5:
        warnings.append(
            f"Bara {_areas(min(treated, control))} på ena sidan: det klustrade medelfelet (did.se)"
            " är för litet. Lita på wdd, eller på did.se_poisson om händelser är oberoende."
        )
    if max(sums["treated"][0], 1) * 2 < sums["control"][0] or (
        sums["control"][0] * 2 < sums["treated"][0]
    ):
        warnings.append(
            "Jämförelsen hade före åtgärden inte alls lika många händelser: wdd förutsätter ungefär"
            " lika stora områden, did gör det inte."
        )
    if min(sums["treated"].sum(), sums["control"].sum()) < FEW:
        warnings.append("Få händelser: normalfördelningens intervall är osäkert.")


def _areas(n: int) -> str:
    return "ett område" if n == 1 else f"{n} områden"


def _verdict(moved: Displacement, sums: dict[str, Floats]) -> Verdict:
    kind = strength(float(moved.p))
    if sums["treated"].sum() + sums["control"].sum() < FEW:
        return Verdict("refused", "Färre än tio händelser: för få för att säga något om effekten.")
    size, low, high = (_count(v) for v in (moved.value, moved.low, moved.high))
    fewer = "färre" if moved.value < 0 else "fler"
    span = f"mellan {low} och {high}"
    if kind == "signal":
        return Verdict(kind, f"{size} händelser: {fewer} än utan åtgärden ({span}).")
    if kind == "possible":
        words = f"Kanske {fewer} än utan åtgärden: {size} händelser ({span})."
        return Verdict(kind, words)
    return Verdict(kind, f"Ingen säker skillnad: {size} händelser ({span}).")


def _count(value: Any) -> str:
    from samsyn.figures.numbers import signed

    return signed(float(value), 1)


def _parameters(chosen: argparse.Namespace, study: Study) -> dict[str, Any]:
    return {
        "file": chosen.file.name,
        **{
            name: [place for place, inside in zip(study.places, mask, strict=True) if inside]
            for name, mask in study.groups.items()
        },
        "periods_before": int((~study.after).sum()),
        "periods_after": int(study.after.sum()),
        "first_after": study.periods[int(np.argmax(study.after))],
        "confidence": chosen.confidence,
    }


def _table(
    moved: Displacement,
    did: DifferenceInDifferences | None,
    sums: dict[str, Floats],
    changed: dict[str, dict[str, float]],
) -> tuple[list[str], list[list[Any]]]:
    rows: list[list[Any]] = [
        [GROUPS[n], sums[n][0], sums[n][1], c["ratio"], c["low"], c["high"], c["p"]]
        for n, c in changed.items()
    ]
    ends = [float(moved.low), float(moved.high), float(moved.p)]
    rows.append(["Skillnad i antal (WDD)", None, None, float(moved.value), *ends])
    if did is not None:
        rows.append(["Skillnad i kvot (DiD)", None, None, did.ratio, did.low, did.high, did.p])
    return ["", "Före", "Efter", "Värde eller kvot", "Lägst", "Högst", "p"], rows


def _figure(sums: dict[str, Floats], changed: dict[str, dict[str, float]]) -> Figure:
    from samsyn.figures import Bar, Bars

    return Bars(
        title="Före och efter åtgärden",
        note="Antal händelser. Bufferten är dit brotten kan ha flyttat.",
        categories=tuple(GROUPS[name] for name in changed),
        groups=(
            Bar("Före", tuple(float(sums[name][0]) for name in changed)),
            Bar("Efter", tuple(float(sums[name][1]) for name in changed)),
        ),
        heading="Områden",
    )


CALL = Call(
    name="effect",
    help="Has a measure made a difference? (weighted displacement difference, "
    "difference-in-differences)",
    example="samsyn analyse effect areas.csv --place area --period when --count n "
    "--treated Centrum --control Öster --displacement Norr --displacement-control Söder",
    arguments=_arguments,
    run=_run,
)
