from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "samsyn.followup"
    label = "followup"
    verbose_name = "Uppföljning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import actions  # noqa: F401  (registers the room's acts)
