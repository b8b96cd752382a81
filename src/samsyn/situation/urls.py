from django.urls import path

from .views import changes, files, intake, picture, review, writing

app_name = "situation"
urlpatterns = [
    path("lagesbild/", picture.index, name="index"),
    path("lagesbild/ny/", picture.new, name="new_picture"),
    path("lagesbild/platser/<slug:key>/", picture.of_place, name="pictures_of_place"),
    path("lagesbild/<int:pk>/", picture.show, name="picture"),
    path("lagesbild/<int:pk>/andra/", picture.edit, name="edit_picture"),
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
    path("kallor/", intake.sources, name="sources"),
    path("kallor/ny/", intake.register, name="register_source"),
    path("kallor/<slug:key>/", intake.source, name="source"),
    path("kallor/<slug:key>/las-in/", intake.upload, name="upload"),
    path("leveranser/<int:pk>/", intake.batch, name="batch"),
    path("leveranser/<int:pk>/kolumner/", intake.columns, name="columns"),
    path("leveranser/<int:pk>/igen/", intake.again, name="again"),
    path("leveranser/<int:pk>/aterkalla/", intake.withdraw, name="withdraw"),
    path("leveranser/<int:pk>/avvisade.csv", intake.rejected, name="rejected"),
]
