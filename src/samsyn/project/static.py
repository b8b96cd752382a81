"""Static files under names that hold a hash of their content, so that browsers may keep them."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Whitenoise's storage without source maps.

    Packaged scripts point to `.map` files that their wheels leave out; Django's own pattern
    would then refuse to collect them.
    """

    support_js_module_import_aggregation = False
    manifest_strict = True
    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\((?P<quote>['"]{0,1})(?P<url>.*?)(?P=quote)\))""",
                (
                    r"""(?P<matched>@import\s*(?P<quote>["'])(?P<url>.*?)(?P=quote))""",
                    """@import url("%(url)s")""",
                ),
            ),
        ),
    )


def collect() -> None:
    """Bring the rooms' static files together in STATIC_ROOT, as each start does."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
