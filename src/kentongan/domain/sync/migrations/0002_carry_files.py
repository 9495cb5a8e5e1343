import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    dependencies = [
        ('people', '__first__'),
        ('regions', '0004_mark_what_phones_measured'),
        ('sync', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Key',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True)),
                ('name', models.CharField(max_length=11, unique=True)),
                ('opens', models.BinaryField()),
                ('signs', models.BinaryField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('group_code', models.CharField(blank=True, max_length=40)),
                ('made_at', models.DateTimeField(null=True)),
                ('size', models.PositiveIntegerField()),
                ('report', models.JSONField(default=list)),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='intakes', to='sync.device')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sync.key')),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-id'], name='intakes_of_region'), models.Index(fields=['taken_by', '-id'], name='intakes_taken_by')],
            },
        ),
    ])
