from django.urls import path

from .views import (
    cause_parts,
    causes,
    changes,
    files,
    findings,
    intake,
    picture,
    retention,
    review,
    writing,
)

app_name = "situation"
urlpatterns = [
    path("lagesbild/", picture.index, name="index"),
    path("lagesbild/ny/", picture.new, name="new_picture"),
    path("lagesbild/platser/<slug:key>/", picture.of_place, name="pictures_of_place"),
    path("lagesbild/<int:pk>/", picture.show, name="picture"),
    path("lagesbild/<int:pk>/andra/", picture.edit, name="edit_picture"),
    path("lagesbild/<int:pk>/fynd/", findings.findings, name="findings"),
    path("lagesbild/<int:pk>/foresla-text/", findings.suggest, name="suggest_words"),
    path("lagesbild/<int:pk>/publicera/", picture.publish, name="publish_picture"),
    path("lagesbild/<int:pk>/ratta/", picture.correct, name="correct_picture"),
    path("lagesbild/<int:pk>/avsnitt/<slug:key>/", writing.section, name="picture_section"),
    path("lagesbild/<int:pk>/granskning/", review.show, name="review"),
    path("lagesbild/<int:pk>/granskning/be-om/", review.ask, name="ask_review"),
    path("lagesbild/<int:pk>/granskning/klar/", review.finish, name="finish_review"),
    path("lagesbild/synpunkter/<int:pk>/svara/", review.answer, name="answer_comment"),
    path("lagesbild/<int:pk>/rattelse/", changes.correction, name="picture_correction"),
    path("lagesbild/<int:pk>/sedan-sist/", changes.since_last, name="picture_since_last"),
    path("lagesbild/<int:pk>.json", files.as_json, name="picture_json"),
    path("lagesbild/<int:pk>.csv", files.as_csv, name="picture_csv"),
    path("lagesbild/<int:pk>.geojson", files.as_geojson, name="picture_geojson"),
    path("lagesbild/<int:pk>.pdf", files.as_pdf, name="picture_pdf"),
    path("lagesbild/<int:pk>.docx", files.as_docx, name="picture_docx"),
    path("lagesbild/<int:pk>/orsaksanalys/", causes.new, name="new_cause_analysis"),
    path("lagesbild/orsaksanalyser/", causes.index, name="cause_analyses"),
    path(
        "lagesbild/orsaksanalyser/platser/<slug:key>/",
        causes.of_place,
        name="cause_analyses_of_place",
    ),
    path("lagesbild/orsaksanalyser/<int:pk>/", causes.show, name="cause_analysis"),
    path("lagesbild/orsaksanalyser/<int:pk>.json", causes.as_json, name="cause_analysis_json"),
    *(
        path(f"lagesbild/orsaksanalyser/<int:pk>/{where}/", view, name=name)
        for where, view, name in (
            ("problem", causes.statement, "analysis_statement"),
            ("triangel", causes.triangle, "analysis_triangle"),
            ("hansyn", causes.minded, "analysis_minded"),
            ("handelsekedja", causes.chain, "analysis_chain"),
            ("klar", causes.finish, "finish_analysis"),
            ("kopiera", causes.copy, "copy_analysis"),
            ("ta-bort", cause_parts.remove_analysis, "remove_analysis"),
            ("orsak", cause_parts.place, "place_cause"),
        )
    ),
    *(
        path(f"lagesbild/orsaksanalyser/orsak/<int:pk>/{where}/", view, name=name)
        for where, view, name in (
            ("andra", cause_parts.edit, "edit_analysed_cause"),
            ("flytta", cause_parts.move, "move_analysed_cause"),
            ("ta-bort", cause_parts.remove_cause, "remove_analysed_cause"),
            ("underlag", cause_parts.support, "support_cause"),
        )
    ),
    *(
        path(f"lagesbild/orsaksanalyser/underlag/<int:pk>/{where}/", view, name=name)
        for where, view, name in (
            ("andra", cause_parts.edit_support, "edit_support"),
            ("ta-bort", cause_parts.remove_support, "remove_support"),
        )
    ),
    path("kallor/", intake.sources, name="sources"),
    path("kallor/ny/", intake.register, name="register_source"),
    path("kallor/gallring/", retention.weeding, name="weeding"),
    path("kallor/<slug:key>/gallringsregel/", retention.retention, name="retention"),
    path("leveranser/<int:pk>/gallra/", retention.weed, name="weed"),
    path("leveranser/<int:pk>/protokoll/", retention.removal, name="removal"),
    path("kallor/<slug:key>/", intake.source, name="source"),
    path("kallor/<slug:key>/las-in/", intake.upload, name="upload"),
    path("leveranser/<int:pk>/", intake.batch, name="batch"),
    path("leveranser/<int:pk>/kolumner/", intake.columns, name="columns"),
    path("leveranser/<int:pk>/ta-in/", intake.take_in, name="take_in"),
    path("leveranser/<int:pk>/avbryt/", intake.cancel, name="cancel_batch"),
    path("leveranser/<int:pk>/igen/", intake.again, name="again"),
    path("leveranser/<int:pk>/aterkalla/", intake.withdraw, name="withdraw"),
    path("leveranser/<int:pk>/avvisade.csv", intake.rejected, name="rejected"),
]
