"""Addresses of the pages that belong to no room."""

from django.urls import path

from . import almanac, views
from .style import style

urlpatterns = [
    path("", views.start, name="start"),
    path("om/", views.about, name="about"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("utseende/", views.appearance, name="appearance"),
    path("aret/", almanac.year, name="year"),
    path("grupper/<int:pk>/kalender.ics", almanac.group_calendar, name="group_calendar"),
    path("demo/", views.demo_people, name="demo_people"),
    path("stil/", style, name="style"),
]
