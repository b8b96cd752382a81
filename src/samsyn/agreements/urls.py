"""Addresses of agreements."""

from django.urls import path, register_converter

from .views import changes, duties, local, versions


class VersionKey:
    """Line and version, such as `stockholm/2023`."""

    regex = "[a-z0-9-]+/[a-z0-9-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VersionKey, "version")

app_name = "agreements"
urlpatterns = [
    path("overenskommelser/", versions.index, name="index"),
    path("overenskommelser/ny/", changes.prepare, name="prepare"),
    path("overenskommelser/jamfor/", versions.compare, name="compare"),
    path("overenskommelser/lokala/", local.index, name="locals"),
    path("overenskommelser/lokala/<int:pk>/", local.show, name="local"),
    path("overenskommelser/lokala/<int:pk>/underteckna/", local.sign, name="sign_local"),
    path("overenskommelser/lokala/<slug:key>/skriv/", local.draft, name="draft_local"),
    path("overenskommelser/skyldigheter/", duties.index, name="duties"),
    path("overenskommelser/omraden/<slug:line>/", versions.areas, name="areas"),
    path("overenskommelser/version/<version:key>/", versions.show, name="version"),
    path("overenskommelser/version/<version:key>/stadga.yaml", versions.text, name="text"),
    path("overenskommelser/version/<version:key>/andra/", changes.edit, name="edit"),
    path("overenskommelser/version/<version:key>/remiss/", changes.consult, name="consult"),
    path(
        "overenskommelser/version/<version:key>/lagg-fram/", changes.put_forward, name="put_forward"
    ),
    path("overenskommelser/version/<version:key>/anta/", changes.adopt, name="adopt"),
    path("overenskommelser/version/<version:key>/plan/", changes.plan, name="plan"),
    path("overenskommelser/version/<version:key>/forlang/", changes.extend, name="extend"),
    path("overenskommelser/anpassa/", changes.realign, name="realign"),
]
