from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "samsyn.situation"
    label = "situation"
    verbose_name = "Lägesbild"
    default_auto_field = "django.db.models.BigAutoField"
