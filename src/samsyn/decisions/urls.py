"""Addresses of the room."""

from django.urls import path

from .views import answers, cases, consultations

app_name = "decisions"
urlpatterns = [
    path("arenden/", cases.index, name="cases"),
    path("arenden/nytt/", cases.open_case, name="open_case"),
    path("arenden/diarium/", cases.open_diary, name="open_diary"),
    path("arenden/<int:pk>/", cases.show, name="case"),
    path("arenden/<int:pk>/handling/", cases.register_document, name="register_document"),
    path("arenden/<int:pk>/remiss/", consultations.send, name="send_consultation"),
    path("arenden/<int:pk>/avsluta/", cases.close_case, name="close_case"),
    path("arenden/handling/<int:pk>/", cases.document, name="document"),
    path("remisser/", consultations.index, name="consultations"),
    path("remisser/<int:pk>/", consultations.show, name="consultation"),
    path("remisser/till/<int:pk>/", consultations.referral, name="referral"),
    path("remisser/till/<int:pk>/registrera/", consultations.receive, name="receive_referral"),
    path("remisser/till/<int:pk>/svar/", answers.draft, name="draft_answer"),
    path("remisser/till/<int:pk>/paminn/", consultations.remind, name="remind"),
    path("remisser/till/<int:pk>/forlang/", consultations.extend, name="extend_deadline"),
    path("remisser/svar/<int:pk>/", answers.show, name="answer"),
    path("remisser/svar/<int:pk>/lamna-in/", answers.submit, name="submit_answer"),
    path("remisser/svar/<int:pk>/ratta/", answers.correct, name="correct_answer"),
    path("remisser/svar/<int:pk>/krav/", answers.note_demand, name="note_demand"),
    path("remisser/krav/<int:pk>/", answers.demand, name="demand"),
    path("remisser/krav/<int:pk>/hantera/", answers.treat, name="treat_demand"),
]
