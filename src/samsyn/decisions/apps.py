from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "samsyn.decisions"
    label = "decisions"
    verbose_name = "Beslut"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import actions  # noqa: F401  (registers the room's acts)
