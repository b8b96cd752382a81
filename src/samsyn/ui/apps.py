from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "samsyn.ui"
    label = "ui"
    verbose_name = "Utseende"
    default_auto_field = "django.db.models.BigAutoField"
