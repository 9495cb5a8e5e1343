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
        ('groups', '0001_lay_out_tables'),
        ('people', '0001_lay_out_tables'),
        ('people', '__first__'),
        ('regions', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('code', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='regions.region')),
            ],
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('tier', models.CharField(choices=[('central', 'pusat'), ('province', 'provinsi'), ('regency', 'kabupaten atau kota'), ('district', 'kecamatan'), ('village', 'desa atau kelurahan')], max_length=10)),
                ('latest_number', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='people.agency')),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='releases.campaign')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='regions.region')),
                ('topics', models.ManyToManyField(blank=True, related_name='releases', to='releases.topic')),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-id'], name='release_by_region')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('step', models.CharField(choices=[('draft', 'konsep'), ('submitted', 'diajukan'), ('approved', 'disetujui'), ('scheduled', 'dijadwalkan'), ('published', 'terbit'), ('corrected', 'sudah dikoreksi'), ('withdrawn', 'ditarik'), ('expired', 'lewat masa berlaku')], default='draft', max_length=10)),
                ('title', models.CharField(max_length=150)),
                ('summary', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField(blank=True)),
                ('short_text', models.CharField(blank=True, max_length=160)),
                ('spoken_text', models.TextField(blank=True)),
                ('information_class', models.CharField(choices=[('public', 'untuk umum'), ('restricted', 'hanya untuk KIM')], default='public', max_length=10)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('embargo_until', models.DateTimeField(blank=True, null=True)),
                ('audience_filter', models.JSONField(blank=True, default=dict)),
                ('corrects', models.PositiveIntegerField(blank=True, null=True)),
                ('correction_note', models.CharField(blank=True, max_length=300)),
                ('author_name', models.CharField(max_length=200)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('search_text', models.TextField(blank=True)),
                ('areas', models.ManyToManyField(blank=True, related_name='+', to='regions.region')),
                ('attachments', models.ManyToManyField(blank=True, related_name='+', to='core.attachment')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='releases.release')),
                ('writers', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['step'], name='version_by_step')],
                'constraints': [models.UniqueConstraint(fields=('release', 'number'), name='version_number_once'), models.CheckConstraint(condition=models.Q(('corrects', None), ('corrects__lt', models.F('number')), _connector='OR'), name='version_corrects_earlier')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('published_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300)),
                ('emergency_reason', models.CharField(blank=True, max_length=300)),
                ('audience_count', models.PositiveIntegerField()),
                ('by_name', models.CharField(max_length=200)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='releases.release')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='publication', to='releases.version')),
            ],
            options={
                'indexes': [models.Index(fields=['-published_at'], name='publication_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None), ('withdrawn_at', None)), fields=('release',), name='one_open_publication_per_release')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted', models.BooleanField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review', to='releases.publication')),
            ],
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('on_behalf_of', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='approval', to='releases.version')),
            ],
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'diterima'), ('opened', 'dibuka'), ('discussed', 'dibahas'), ('declined', 'tidak disebarkan'), ('passed_on', 'disebarkan')], max_length=10)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='groups.group')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='releases.publication')),
            ],
            options={
                'indexes': [models.Index(fields=['publication', 'region', 'kind'], name='progress_on_board')],
                'constraints': [models.UniqueConstraint(fields=('publication', 'group'), name='progress_once_per_group')],
            },
        ),
        migrations.CreateModel(
            name='OfficeReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'diterima kantor'), ('handed_over', 'diteruskan ke KIM')], max_length=12)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='office_receipts', to='releases.publication')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('publication', 'region', 'kind'), name='office_receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='PublicationArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='releases.publication')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'publication'), name='area_once')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('received', 'diterima'), ('opened', 'dibuka'), ('discussed', 'dibahas'), ('declined', 'tidak disebarkan'), ('passed_on', 'disebarkan')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='groups.group')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='releases.publication')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['publication', 'region'], name='receipt_on_board')],
                'constraints': [models.UniqueConstraint(fields=('publication', 'group', 'kind'), name='receipt_once_per_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='declining_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='AgencyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('theme', models.CharField(max_length=150)),
                ('material', models.TextField(blank=True)),
                ('wanted_from', models.DateField()),
                ('wanted_until', models.DateField()),
                ('state', models.CharField(choices=[('submitted', 'menunggu jawaban'), ('accepted', 'disanggupi'), ('changed', 'disanggupi dengan perubahan'), ('refused', 'ditolak')], default='submitted', max_length=10)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('agreed_from', models.DateField(blank=True, null=True)),
                ('agreed_until', models.DateField(blank=True, null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('answered_by_name', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='people.agency')),
                ('areas', models.ManyToManyField(related_name='+', to='regions.region')),
                ('attachments', models.ManyToManyField(blank=True, related_name='+', to='core.attachment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='regions.region')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='releases.release')),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'state', '-id'], name='request_by_region_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('wanted_until__gte', models.F('wanted_from'))), name='request_ends_after_start'), models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'accepted']), models.Q(('answer', ''), _negated=True), _connector='OR'), name='changed_or_refused_request_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='StepCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'diterima'), ('opened', 'dibuka'), ('discussed', 'dibahas'), ('declined', 'tidak disebarkan'), ('passed_on', 'disebarkan')], max_length=10)),
                ('groups', models.PositiveIntegerField(default=0)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='step_counts', to='releases.publication')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('publication', 'region', 'kind'), name='step_count_once')],
            },
        ),
    ])
