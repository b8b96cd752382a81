from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "samsyn.situation"
    label = "situation"
    verbose_name = "Lägesbild"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import actions  # noqa: F401  (registers the room's acts)
