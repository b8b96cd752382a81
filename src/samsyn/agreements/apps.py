from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "samsyn.agreements"
    label = "agreements"
    verbose_name = "Överenskommelser"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import actions  # noqa: F401  (registers the room's acts)
