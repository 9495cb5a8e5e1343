import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_lay_out_tables'),
        ('people', '__first__'),
        ('regions', '0004_mark_what_phones_measured'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('app_version', models.CharField(blank=True, max_length=20)),
                ('public_key', models.CharField(blank=True, max_length=400)),
                ('session_reference', models.CharField(blank=True, max_length=16)),
                ('first_sync_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_sync_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outbox_count', models.PositiveIntegerField(default=0)),
                ('outbox_oldest_at', models.DateTimeField(blank=True, null=True)),
                ('shipped', models.PositiveIntegerField(default=0)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='account_once_on_a_phone')],
            },
        ),
        migrations.CreateModel(
            name='LinkSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('syncs', models.PositiveIntegerField(default=0)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('bytes', models.PositiveBigIntegerField(default=0)),
                ('ms', models.PositiveBigIntegerField(default=0)),
                ('slow', models.PositiveIntegerField(default=0)),
                ('fair', models.PositiveIntegerField(default=0)),
                ('fast', models.PositiveIntegerField(default=0)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'day'), name='link_once_a_village_and_day')],
            },
        ),
        migrations.CreateModel(
            name='ForgottenOperation',
            fields=[
                ('mark', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.CharField(max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name='Operation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('digest', models.CharField(max_length=43)),
                ('way', models.CharField(choices=[('phone', 'Phone'), ('api', 'Api'), ('rescue', 'Rescue')], max_length=6)),
                ('verb', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('at', models.DateTimeField(null=True)),
                ('data', models.JSONField(default=dict)),
                ('after', models.JSONField(default=list)),
                ('file', models.CharField(blank=True, max_length=64)),
                ('replaces', models.UUIDField(null=True)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('applied', 'Applied'), ('waiting', 'Waiting'), ('conflict', 'Conflict'), ('rejected', 'Rejected')], max_length=8)),
                ('hold', models.CharField(blank=True, choices=[('', 'None'), ('parent', 'Parent'), ('file', 'File'), ('verb', 'Verb')], max_length=6)),
                ('problem', models.JSONField(null=True)),
                ('object_type', models.CharField(blank=True, max_length=60)),
                ('object_id', models.CharField(blank=True, max_length=40)),
                ('object_code', models.CharField(blank=True, max_length=40)),
                ('object_path', models.CharField(blank=True, max_length=200)),
                ('seen_at', models.DateTimeField(null=True)),
                ('has_news', models.BooleanField(default=False)),
                ('is_settled_late', models.BooleanField(default=False)),
                ('told_in', models.PositiveIntegerField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='operations', to=settings.AUTH_USER_MODEL)),
                ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='operations', to='sync.device')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['author', 'id'], name='operations_held_of_author'), models.Index(condition=models.Q(('has_news', True)), fields=['device'], name='operations_with_news'), models.Index(condition=models.Q(('seen_at', None), ('state', 'applied')), fields=['object_type', 'object_id'], name='operations_unseen_of_object'), models.Index(condition=models.Q(('replaces__isnull', False)), fields=['author', 'replaces'], name='operations_mending')],
                'constraints': [models.UniqueConstraint(fields=('author', 'key'), name='operation_once_per_author'), models.CheckConstraint(condition=models.Q(('state__in', ['applied', 'waiting', 'conflict', 'rejected'])), name='operation_state')],
            },
        ),
        migrations.CreateModel(
            name='Shipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('manifest', models.BinaryField()),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shipments', to='sync.device')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('device', 'number'), name='shipment_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('problem', models.JSONField(null=True)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.attachment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('attachment', None), ('problem__isnull', True)), fields=['touched_at'], name='uploads_unfinished')],
                'constraints': [models.UniqueConstraint(fields=('user', 'sha256'), name='upload_once_per_account')],
            },
        ),
    ])
