from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_ledger_guard")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="senast stängt"),
        )
    ]
