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
        ('events', '0001_lay_out_tables'),
        ('groups', '0001_lay_out_tables'),
        ('people', '0001_lay_out_tables'),
        ('people', '__first__'),
        ('regions', '0001_lay_out_tables'),
        ('releases', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('purpose', models.CharField(blank=True, max_length=300)),
                ('is_example', models.BooleanField(default=False)),
                ('retired_on', models.DateField(blank=True, null=True)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'name'), name='instrument_once_per_region')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='mentoring.instrument')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instrument', 'number'), name='edition_number_once'), models.UniqueConstraint(condition=models.Q(('in_force_from', None)), fields=('instrument',), name='one_draft_per_instrument')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('information', 'informasi'), ('speaker', 'narasumber'), ('equipment', 'peralatan'), ('training', 'pelatihan'), ('other', 'lainnya')], max_length=12)),
                ('title', models.CharField(max_length=150)),
                ('text', models.TextField(blank=True)),
                ('wanted_by', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('raised', 'menunggu jawaban'), ('planned', 'direncanakan'), ('answered', 'terpenuhi'), ('refused', 'tidak dapat dipenuhi')], default='raised', max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('by_name', models.CharField(max_length=200)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='people.agency')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='groups.group')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['group', '-raised_at'], name='need_of_group'), models.Index(fields=['state', '-raised_at'], name='need_by_state')],
            },
        ),
        migrations.CreateModel(
            name='NeedStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('forwarded', 'diteruskan'), ('planned', 'direncanakan'), ('answered', 'dipenuhi'), ('refused', 'tidak dapat dipenuhi')], max_length=10)),
                ('text', models.CharField(blank=True, max_length=1000)),
                ('planned_for', models.DateField(blank=True, null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.event')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='mentoring.need')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='releases.release')),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.speaker')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'refused'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='refusing_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Revival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revived_on', models.DateField()),
                ('reason', models.CharField(max_length=500)),
                ('by_name', models.CharField(max_length=200)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revivals', to='groups.group')),
            ],
            options={
                'ordering': ('-revived_on', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('group', 'revived_on'), name='group_revived_once_a_day'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='revival_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('help', models.CharField(blank=True, max_length=300)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='mentoring.edition')),
            ],
            options={
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=200)),
                ('help', models.CharField(blank=True, max_length=300)),
                ('kind', models.CharField(choices=[('scale', 'pilihan bernilai'), ('yes_no', 'ya atau tidak'), ('number', 'angka'), ('text', 'uraian')], default='scale', max_length=8)),
                ('weight', models.PositiveSmallIntegerField(default=0)),
                ('is_required', models.BooleanField(default=True)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='mentoring.section')),
            ],
            options={
                'ordering': ('position', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'text'), _negated=True), ('weight', 0), _connector='OR'), name='text_question_has_no_weight')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=120)),
                ('points', models.PositiveSmallIntegerField()),
                ('at_least', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('meaning', models.CharField(blank=True, max_length=300)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='mentoring.question')),
            ],
            options={
                'ordering': ('points', 'at_least', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('held_on', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('score', models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ('digest', models.CharField(max_length=64)),
                ('by_name', models.CharField(max_length=200)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='mentoring.edition')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='groups.group')),
                ('photos', models.ManyToManyField(blank=True, related_name='+', to='core.attachment')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['group', '-held_on', '-recorded_at'], name='visit_of_group'), models.Index(fields=['-recorded_at'], name='visit_newest'), models.Index(fields=['region', 'held_on'], name='visit_in_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('score', None), models.Q(('score__gte', 0), ('score__lte', 100)), _connector='OR'), name='visit_score_of_a_hundred')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('closed', 'selesai'), ('prolonged', 'diperpanjang'), ('opened', 'baru')], max_length=10)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('follow_up', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='events.followup')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='mentoring.visit')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('visit', 'follow_up'), name='follow_up_once_per_visit')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('text', models.TextField(blank=True)),
                ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring.point')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring.question')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='mentoring.visit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('visit', 'question'), name='one_answer_per_question'), models.CheckConstraint(condition=models.Q(('point__isnull', False), ('number__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='answer_says_something')],
            },
        ),
        migrations.CreateModel(
            name='VisitPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('visitor', 'yang berkunjung'), ('met', 'yang ditemui')], max_length=8)),
                ('name', models.CharField(max_length=150)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='mentoring.visit')),
            ],
            options={
                'ordering': ('side', 'pk'),
            },
        ),
    ])
