from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "samsyn.project"
    label = "project"
    verbose_name = "Samsyn"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the checks of production)
