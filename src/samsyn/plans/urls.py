"""Addresses of plans."""

from django.urls import path

from .views import building, chain, measures, plans

app_name = "plans"
urlpatterns = [
    path("planer/", plans.index, name="index"),
    path("planer/ny/", plans.new, name="new"),
    path("planer/<int:pk>/", plans.show, name="plan"),
    path("planer/<int:pk>/andra/", plans.edit, name="edit"),
    path("planer/<int:pk>/besluta/", plans.decide, name="decide"),
    path("planer/<int:pk>/avsluta/", plans.close, name="close"),
    path("planer/<int:pk>/for-over/", plans.carry_over, name="carry_over"),
    path("planer/<int:pk>/problem/", chain.describe, name="describe"),
    path("planer/<int:pk>/orsaksanalys/", building.choose, name="build_on_analysis"),
    path("planer/<int:pk>/forklara/", chain.explain, name="explain"),
    path("planer/problem/<int:pk>/andra/", chain.edit_problem, name="edit_problem"),
    path("planer/problem/<int:pk>/ta-bort/", chain.remove_problem, name="remove_problem"),
    path("planer/problem/<int:pk>/orsak/", chain.name_cause, name="name_cause"),
    path("planer/orsak/<int:pk>/andra/", chain.edit_cause, name="edit_cause"),
    path("planer/orsak/<int:pk>/ta-bort/", chain.remove_cause, name="remove_cause"),
    path("planer/orsak/<int:pk>/atgard/", measures.add, name="add_measure"),
    path("planer/atgard/<int:pk>/", measures.show, name="measure"),
    path("planer/atgard/<int:pk>/andra/", measures.edit, name="edit_measure"),
    path("planer/atgard/<int:pk>/ta-bort/", chain.remove_measure, name="remove_measure"),
    path("planer/atgard/<int:pk>/status/", measures.set_status, name="set_status"),
    path("planer/atgard/<int:pk>/lamna-over/", measures.hand_over, name="hand_over"),
]
