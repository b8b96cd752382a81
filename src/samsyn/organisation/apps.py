from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "samsyn.organisation"
    label = "organisation"
    verbose_name = "Organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import actions  # noqa: F401  (registers the room's acts)
        from .access import checks  # noqa: F401  (registers the check of policies)
