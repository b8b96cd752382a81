import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0002_ledger_guard"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CrimeCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=4, verbose_name="kod")),
                ("name", models.CharField(max_length=160, verbose_name="namn")),
                ("group", models.CharField(max_length=60, verbose_name="lagrum")),
                ("theme", models.CharField(max_length=40, verbose_name="tema")),
                (
                    "victim_sex",
                    models.CharField(
                        blank=True,
                        choices=[("female", "kvinnor"), ("male", "män")],
                        max_length=6,
                        verbose_name="offrets kön",
                    ),
                ),
                (
                    "victim_age",
                    models.CharField(blank=True, max_length=10, verbose_name="offrets ålder"),
                ),
                ("since", models.DateField(verbose_name="från och med")),
                ("until", models.DateField(blank=True, null=True, verbose_name="upphör")),
            ],
            options={
                "verbose_name": "brottskod",
                "verbose_name_plural": "brottskoder",
                "ordering": ["code", "since"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "since"), name="crime_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="nyckel")),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("mapping", models.JSONField(blank=True, default=dict, verbose_name="kolumner")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisation.body",
                        verbose_name="lämnas av",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisation.place",
                        verbose_name="gäller",
                    ),
                ),
            ],
            options={
                "verbose_name": "källa",
                "verbose_name_plural": "källor",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="fil")),
                ("sha256", models.CharField(max_length=64, verbose_name="kontrollsumma")),
                ("upload", models.CharField(blank=True, max_length=64, verbose_name="uppladdning")),
                ("mapping", models.JSONField(blank=True, default=dict, verbose_name="kolumner")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "mottagen"),
                            ("waiting", "väntar"),
                            ("running", "läses in"),
                            ("done", "inläst"),
                            ("failed", "misslyckades"),
                            ("withdrawn", "återkallad"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("progress", models.PositiveSmallIntegerField(default=0, verbose_name="procent")),
                ("step", models.CharField(blank=True, max_length=120, verbose_name="steg")),
                ("failure", models.TextField(blank=True, verbose_name="varför det misslyckades")),
                ("received_at", models.DateTimeField(verbose_name="mottagen")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="senaste livstecken")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="klar")),
                ("read", models.PositiveIntegerField(default=0, verbose_name="lästa rader")),
                ("taken", models.PositiveIntegerField(default=0, verbose_name="tagna")),
                ("duplicate", models.PositiveIntegerField(default=0, verbose_name="dubbletter")),
                ("rejected", models.PositiveIntegerField(default=0, verbose_name="avvisade")),
                ("placeless", models.PositiveIntegerField(default=0, verbose_name="utan plats")),
                ("first_month", models.DateField(null=True, verbose_name="första månad")),
                ("last_month", models.DateField(null=True, verbose_name="sista månad")),
                ("notes", models.JSONField(blank=True, default=dict, verbose_name="anmärkningar")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="situation.source",
                        verbose_name="källa",
                    ),
                ),
            ],
            options={
                "verbose_name": "leverans",
                "verbose_name_plural": "leveranser",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="gäller från")),
                ("geometry", models.BinaryField(verbose_name="geometri")),
                ("source", models.CharField(max_length=200, verbose_name="källa")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boundaries",
                        to="organisation.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "gräns",
                "verbose_name_plural": "gränser",
                "constraints": [
                    models.UniqueConstraint(fields=("place", "valid_from"), name="boundary_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="IncidentCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=80, verbose_name="slag")),
                ("month", models.DateField(verbose_name="månad")),
                ("n", models.PositiveIntegerField(verbose_name="antal")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="situation.batch",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisation.place",
                        verbose_name="plats",
                    ),
                ),
            ],
            options={
                "verbose_name": "antal händelser",
                "verbose_name_plural": "antal händelser",
                "indexes": [
                    models.Index(fields=["place", "month", "kind", "n"], name="count_by_place")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "place", "kind", "month"), name="incident_count_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("place", None)),
                        fields=("batch", "kind", "month"),
                        name="incident_count_placeless_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="från och med")),
                ("until", models.DateField(verbose_name="till, men inte med")),
                ("title", models.CharField(max_length=120, verbose_name="rubrik")),
                ("mapping", models.TextField(blank=True, verbose_name="kartläggning")),
                (
                    "other_information",
                    models.TextField(blank=True, verbose_name="annan information"),
                ),
                ("analysis", models.TextField(blank=True, verbose_name="analys")),
                (
                    "correction",
                    models.TextField(blank=True, verbose_name="vad som rättas och varför"),
                ),
                (
                    "threshold",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="lägsta antal som visas"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "utkast"), ("published", "publicerad")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="påbörjad")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="publicerad"),
                ),
                ("content", models.JSONField(blank=True, null=True, verbose_name="innehåll")),
                (
                    "family",
                    models.JSONField(blank=True, null=True, verbose_name="underlag för skydd"),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="påbörjad av",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="organisation.place",
                        verbose_name="plats",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="situation.picture",
                        verbose_name="rättar",
                    ),
                ),
            ],
            options={
                "verbose_name": "lägesbild",
                "verbose_name_plural": "lägesbilder",
                "ordering": ["-until", "place__name", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="picture_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("content", None),
                                ("family", None),
                                ("published_at", None),
                                ("status", "draft"),
                            ),
                            models.Q(
                                ("content__isnull", False),
                                ("family__isnull", False),
                                ("published_at__isnull", False),
                                ("status", "published"),
                            ),
                            _connector="OR",
                        ),
                        name="picture_frozen_when_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("threshold__gte", 3)), name="picture_threshold"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="år")),
                (
                    "sex",
                    models.CharField(
                        choices=[("female", "kvinnor"), ("male", "män")],
                        max_length=6,
                        verbose_name="kön",
                    ),
                ),
                ("age_from", models.PositiveSmallIntegerField(verbose_name="från ålder")),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(default=120, verbose_name="till ålder"),
                ),
                ("n", models.PositiveIntegerField(verbose_name="antal")),
                ("source", models.CharField(max_length=200, verbose_name="källa")),
                ("summed", models.BooleanField(default=False, verbose_name="summerat")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="population",
                        to="organisation.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "befolkning",
                "verbose_name_plural": "befolkning",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "year", "sex", "age_from", "age_to"),
                        name="population_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age_to__gte", models.F("age_from"))),
                        name="population_ages",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RejectedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="rad")),
                ("reason", models.CharField(max_length=200, verbose_name="skäl")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rejects",
                        to="situation.batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "avvisad rad",
                "verbose_name_plural": "avvisade rader",
                "ordering": ["line"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "line"), name="rejected_row_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "done"), _negated=True),
                    (
                        "read",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("taken"), "+", models.F("duplicate")
                            ),
                            "+",
                            models.F("rejected"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="batch_every_row_has_a_verdict",
            ),
        ),
    ]
