"""Addresses that others build upon: those of data are never changed, only added to."""

from django.urls import path

from . import views

app_name = "public"
urlpatterns = [
    path("oppet/", views.index, name="index"),
    path("oppet/katalog.jsonld", views.catalogue, name="catalogue"),
    path("oppet/krav/", views.threads, name="threads"),
    path("oppet/krav/<int:pk>/", views.thread, name="thread"),
    path("oppet/data/<slug:name>/", views.dataset, name="dataset"),
    path("oppet/data/<slug:name>.json", views.as_json, name="json"),
    path("oppet/data/<slug:name>.csv", views.as_csv, name="csv"),
    path("oppet/data/<slug:name>.geojson", views.as_geojson, name="geojson"),
    path("personuppgifter/", views.personal_data, name="personal_data"),
    path("kontakt/", views.contact, name="contact"),
]
