from django.urls import path

from .views import intake

app_name = "situation"
urlpatterns = [
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
