from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "samsyn.public"
    label = "public"
    verbose_name = "Öppet"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import service  # noqa: F401  (registers its check)
