"""Addresses of the room."""

from django.urls import path

from .views import chain, feedback, overview, reports, results, summaries

app_name = "followup"
urlpatterns = [
    path("uppfoljning/", overview.index, name="index"),
    path("uppfoljning/kedjan/", chain.show, name="chain"),
    path("uppfoljning/skyldighet/<int:pk>/", reports.write, name="write_report"),
    path("uppfoljning/rapport/<int:pk>/", reports.show, name="report"),
    path("uppfoljning/rapport/<int:pk>/skriv/", reports.edit, name="edit_report"),
    path("uppfoljning/rapport/<int:pk>/lamna/", reports.submit, name="submit_report"),
    path("uppfoljning/rapport/<int:pk>/godta/", reports.accept, name="accept_report"),
    path("uppfoljning/rapport/<int:pk>/begar-tillbaka/", reports.back, name="ask_back"),
    path("uppfoljning/sammanstall/", summaries.new, name="compile"),
    path("uppfoljning/sammanstallning/<int:pk>/", summaries.show, name="summary"),
    path("uppfoljning/sammanstallning/<int:pk>/skriv/", summaries.edit, name="edit_summary"),
    path("uppfoljning/sammanstallning/<int:pk>/faststall/", summaries.freeze, name="freeze"),
    path("uppfoljning/sammanstallning/<int:pk>/ratta/", summaries.amend, name="amend"),
    path(
        "uppfoljning/sammanstallning/<int:pk>/sammanstallning.pdf",
        summaries.as_pdf,
        name="summary_pdf",
    ),
    path("uppfoljning/aterkoppling/", feedback.boards, name="boards"),
    path("uppfoljning/aterkoppling/<slug:key>/", feedback.board, name="board"),
    path("uppfoljning/aterkoppling/<slug:key>/fraga/", feedback.ask, name="ask"),
    path("uppfoljning/grupp/<int:pk>/aterkoppla/", feedback.give, name="give_feedback"),
    path("uppfoljning/fraga/<int:pk>/svara/", feedback.answer, name="answer_question"),
    path("uppfoljning/atgard/<int:pk>/", results.show, name="results"),
    path("uppfoljning/atgard/<int:pk>/nytt/", results.record, name="record_result"),
]
