"""The addresses of all rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("samsyn.project.desk.urls")),
    path("", include("samsyn.project.login.urls")),
    path("", include("samsyn.organisation.urls")),
    path("", include("samsyn.decisions.urls")),
    path("", include("samsyn.agreements.urls")),
    path("", include("samsyn.situation.urls")),
    path("", include("samsyn.plans.urls")),
    path("", include("samsyn.followup.urls")),
    path("", include("samsyn.public.urls")),
]
