"""The addresses of signing in. Only the pages we need of allauth's, each with its policy."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as social
from django.urls import path, re_path

from samsyn.organisation.access import public, signed_in

from . import demo, employer

entry = public("one signs in before one is known")
own = signed_in("a person's own account")

urlpatterns = [
    path("demo/bli/<uuid:person>/", demo.become, name="demo_become"),
    path("logga-in/", entry(account.login), name="account_login"),
    path("logga-in/andra-steget/", entry(factor.authenticate), name="mfa_authenticate"),
    path("logga-in/nyckel/", entry(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("logga-in/stangt/", entry(account.account_inactive), name="account_inactive"),
    path("logga-in/ingen-anslutning/", entry(account.signup), name="account_signup"),
    path("logga-ut/", entry(account.logout), name="account_logout"),
    path("losenord/glomt/", entry(account.password_reset), name="account_reset_password"),
    path(
        "losenord/brev-skickat/",
        entry(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entry(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "losenord/klart/",
        entry(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("konto/losenord/", own(account.password_change), name="account_change_password"),
    path("konto/losenord/valj/", own(account.password_set), name="account_set_password"),
    path("konto/bekrafta/", own(account.reauthenticate), name="account_reauthenticate"),
    path("konto/bekrafta/kod/", own(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "konto/bekrafta/nyckel/",
        own(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("konto/andra-steget/", own(factor.index), name="mfa_index"),
    path("konto/app/lagg-till/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("konto/app/ta-bort/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("konto/nycklar/", own(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("konto/nycklar/lagg-till/", own(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("konto/nycklar/<int:pk>/", own(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "konto/nycklar/<int:pk>/ta-bort/",
        own(passkey.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("konto/reservkoder/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "konto/reservkoder/nya/",
        own(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "konto/reservkoder/hamta/",
        own(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("oidc/<slug:provider_id>/", entry(employer.leave), name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/svar/", entry(employer.come_back), name="openid_connect_callback"
    ),
    path("oidc/avbrutet/", entry(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("oidc/fel/", entry(social.login_error), name="socialaccount_login_error"),
    path("oidc/okant-konto/", entry(social.signup), name="socialaccount_signup"),
]
