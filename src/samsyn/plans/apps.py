from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "samsyn.plans"
    label = "plans"
    verbose_name = "Planer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import actions  # noqa: F401  (registers the room's acts)
