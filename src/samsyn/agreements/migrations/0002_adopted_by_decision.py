"""A version is adopted by decisions of its parties; where it is sent is remembered.

Adoptions told a day and a case number until now. No installation had any but the demo's, which is
filled anew, so none is carried over.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
        ("decisions", "0001_initial"),
        ("organisation", "0003_closed_at"),
    ]

    operations = [
        migrations.DeleteModel(name="Adoption"),
        migrations.AddField(
            model_name="version",
            name="consultation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="decisions.consultation",
                verbose_name="remiss",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="proposal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="decisions.consultation",
                verbose_name="framlagd för beslut",
            ),
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.body",
                        verbose_name="part",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="decisions.decision",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "antagande",
                "verbose_name_plural": "antaganden",
                "ordering": ["decision__decided_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "body"), name="adopted_once_by_each")
                ],
            },
        ),
    ]
