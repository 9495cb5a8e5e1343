import datetime
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_lay_out_tables'),
        ('groups', '0003_roll_up_stages'),
        ('people', '0002_merge_persons'),
        ('people', '__first__'),
        ('regions', '0003_keep_former_outlines'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Tour',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('quota_per_district', models.PositiveSmallIntegerField(default=5)),
                ('villages_per_stop', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('max_stops_per_day', models.PositiveSmallIntegerField(default=2)),
                ('kinds', models.JSONField(default=list)),
                ('candidates', models.CharField(choices=[('without_kim', 'hanya desa tanpa KIM'), ('all', 'semua desa, yang tanpa KIM didahulukan')], default='all', max_length=12)),
                ('weights', models.JSONField(default=dict)),
                ('day_starts_at', models.TimeField(default=datetime.time(8, 30))),
                ('minutes_per_stop', models.PositiveSmallIntegerField(default=150)),
                ('minutes_per_day', models.PositiveSmallIntegerField(default=540)),
                ('km_per_hour', models.PositiveSmallIntegerField(default=30)),
                ('conditions', models.JSONField(default=list)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('approved_by_name', models.CharField(blank=True, max_length=200)),
                ('approved_despite', models.CharField(blank=True, max_length=300)),
                ('scheduled_on', models.DateField(blank=True, null=True)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('evaluated_on', models.DateField(blank=True, null=True)),
                ('evaluation', models.TextField(blank=True)),
                ('cancelled_on', models.DateField(blank=True, null=True)),
                ('cancel_reason', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_demo', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('funding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tours', to='events.fundingline')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tours', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-starts_on'], name='tour_of_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='tour_ends_after_start'), models.CheckConstraint(condition=models.Q(('max_stops_per_day__gte', 1), ('quota_per_district__gte', 1)), name='tour_has_quotas'), models.CheckConstraint(condition=models.Q(('cancelled_on', None), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='cancelled_tour_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('tour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='outreach.tour')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('tour', 'name'), name='team_once_per_tour'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='team_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='PlanRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('waiting', 'menunggu'), ('running', 'sedang disusun'), ('done', 'selesai'), ('failed', 'gagal')], default='waiting', max_length=8)),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('result', models.JSONField(default=dict)),
                ('before', models.JSONField(default=list)),
                ('after', models.JSONField(default=list)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='outreach.tour')),
            ],
            options={
                'ordering': ['-asked_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('tour',), name='one_plan_run_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='TourAgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('programme', models.CharField(blank=True, max_length=200)),
                ('regulation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.regulation')),
                ('tour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='outreach.tour')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('tour', 'position'), name='tour_agenda_position_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='tour_agenda_item_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='TourDistrict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quota', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('left_out_reason', models.CharField(blank=True, max_length=300)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('tour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='districts', to='outreach.tour')),
            ],
            options={
                'ordering': ['region_id'],
                'constraints': [models.UniqueConstraint(fields=('tour', 'region'), name='tour_district_once')],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('date', models.DateField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('place', models.CharField(blank=True, max_length=150)),
                ('locked', models.BooleanField(default=False)),
                ('event', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stop', to='events.event')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='outreach.team')),
                ('tour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='outreach.tour')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='outreach.tourdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['tour', 'date'], name='stop_of_tour')],
                'constraints': [models.CheckConstraint(condition=models.Q(('locked', False), models.Q(('date__isnull', False), ('team__isnull', False)), _connector='OR'), name='locked_stop_has_day_and_team'), models.CheckConstraint(condition=models.Q(('event', None), ('date__isnull', False), _connector='OR'), name='stop_with_event_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='StopVillage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveIntegerField(blank=True, null=True)),
                ('points', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('reasons', models.JSONField(default=list)),
                ('had_kim', models.BooleanField(default=False)),
                ('by_hand', models.BooleanField(default=False)),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='villages', to='outreach.stop')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tour_stops', to='regions.region')),
                ('tour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outreach.tour')),
            ],
            options={
                'ordering': ['village_id'],
                'constraints': [models.UniqueConstraint(fields=('tour', 'village'), name='village_once_per_tour')],
            },
        ),
        migrations.CreateModel(
            name='TourSpeaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('material_title', models.CharField(blank=True, max_length=200)),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.speaker')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='speakers', to='outreach.team')),
                ('tour', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='outreach.tour')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('tour', 'speaker', 'team'), name='tour_speaker_once_per_team'), models.UniqueConstraint(condition=models.Q(('team', None)), fields=('tour', 'speaker'), name='tour_speaker_once_for_all')],
            },
        ),
        migrations.CreateModel(
            name='TeamAbsence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=150)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='outreach.team')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='team_absence_ends_after_start'), models.UniqueConstraint(fields=('team', 'starts_on'), name='team_absence_once_a_start')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('task', models.CharField(blank=True, max_length=100)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='outreach.team')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('team', 'person'), name='team_member_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='team_member_has_a_name')],
            },
        ),
    ])
