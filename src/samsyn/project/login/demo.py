"""In the demo one becomes an invented person by one click. Elsewhere the page does not exist."""

import uuid

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from samsyn.organisation.access import public
from samsyn.organisation.models import Person


@public("the demo's invented people may be anybody's")
@require_POST
def become(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """Sign in as an invented person, then to the start page."""
    if not settings.DEMO_MODE:
        raise Http404
    chosen = get_object_or_404(Person, pk=person, is_demo=True, is_active=True)
    login(request, chosen, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, chosen, "demo")
    return redirect("/")
