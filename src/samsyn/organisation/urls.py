"""Addresses of the organisation: groups and seats, places, bodies, mandates, accounts."""

from django.urls import path

from .views import accounts, bodies, groups, mandates, places, seats

app_name = "organisation"
urlpatterns = [
    path("grupper/", groups.index, name="groups"),
    path("grupper/<int:pk>/", groups.group, name="group"),
    path("grupper/<int:pk>/liggare/", groups.ledger, name="ledger"),
    path("grupper/plats/<int:pk>/", seats.seat, name="seat"),
    path("grupper/plats/<int:pk>/tillsatt/", seats.appoint, name="appoint"),
    path("grupper/innehav/<int:pk>/avsluta/", seats.end, name="end_tenure"),
    path("platser/", places.index, name="places"),
    path("platser/<slug:key>/", places.place, name="place"),
    path("organ/", bodies.index, name="bodies"),
    path("organ/<slug:key>/", bodies.body, name="body"),
    path("mandat/", mandates.index, name="mandates"),
    path("konton/", accounts.index, name="accounts"),
    path("konton/nytt/", accounts.new, name="account_new"),
    path("konton/<uuid:pk>/stang/", accounts.close, name="account_close"),
    path("konton/<uuid:pk>/oppna/", accounts.reopen, name="account_reopen"),
    path("konton/<uuid:pk>/uppdrag/", accounts.keeper, name="account_keeper"),
]
