"""People: accounts of those who work in the cooperation. Nothing is stored about anyone else."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from .periods import holds_on
from .scope import Reach, Scoped


class PersonManager(BaseUserManager["Person"].from_queryset(Scoped)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person: Person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Someone with an account. An account gives no power; a seat does.

    There is no superuser and no staff flag. `manages_accounts` opens and closes accounts and
    reaches nothing else. `closed_at` is when the account was last closed, also after it has been
    opened again: no session from before it counts. `is_demo` marks the invented people of the
    demo; production refuses them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-post", unique=True)
    name = models.CharField("namn", max_length=120)
    is_active = models.BooleanField("aktivt konto", default=True)
    manages_accounts = models.BooleanField("sköter konton", default=False)
    is_demo = models.BooleanField("påhittad person", default=False)
    opened_at = models.DateTimeField("upplagd", auto_now_add=True)
    closed_at = models.DateTimeField("senast stängt", null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()
    reach = Reach(accounts=True)

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must carry to count: another since the account was closed."""
        known: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if self.closed_at is None:
            return known
        value = f"{known}{self.closed_at.timestamp()}"
        salt = "samsyn.organisation.Person.closed_at"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    def holds_a_seat(self, day: date) -> bool:
        return self.tenures.filter(holds_on(day), holds_on(day, "seat__")).exists()
