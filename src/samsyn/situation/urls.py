from django.urls import path

from .views import intake, picture, retention

app_name = "situation"
urlpatterns = [
    path("lagesbild/", picture.index, name="index"),
    path("lagesbild/ny/", picture.new, name="new_picture"),
    path("lagesbild/platser/<slug:key>/", picture.of_place, name="pictures_of_place"),
    path("lagesbild/<int:pk>/", picture.show, name="picture"),
    path("lagesbild/<int:pk>/andra/", picture.edit, name="edit_picture"),
    path("lagesbild/<int:pk>/publicera/", picture.publish, name="publish_picture"),
    path("lagesbild/<int:pk>/ratta/", picture.correct, name="correct_picture"),
    path("lagesbild/<int:pk>.json", picture.as_json, name="picture_json"),
    path("lagesbild/<int:pk>.csv", picture.as_csv, name="picture_csv"),
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
