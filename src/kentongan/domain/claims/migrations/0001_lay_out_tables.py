import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0001_lay_out_tables'),
        ('core', '0002_keep_sounds'),
        ('groups', '0004_keep_conflicting_edits'),
        ('people', '__first__'),
        ('regions', '0004_mark_what_phones_measured'),
        ('releases', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='LabelScheme',
            fields=[
                ('code', models.SlugField(max_length=30, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('sort', models.PositiveSmallIntegerField(default=0)),
                ('retired', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('sort', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('code', models.SlugField(max_length=30, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('sort', models.PositiveSmallIntegerField(default=0)),
                ('retired', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('sort', 'code'),
            },
        ),
        migrations.CreateModel(
            name='UnclearReason',
            fields=[
                ('code', models.SlugField(max_length=30, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('explanation', models.CharField(max_length=300)),
                ('sort', models.PositiveSmallIntegerField(default=0)),
                ('retired', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('sort', 'code'),
            },
        ),
        migrations.CreateModel(
            name='AnswerTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pace', models.CharField(choices=[('urgent', 'mendesak'), ('normal', 'biasa')], max_length=10)),
                ('hours', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ('pace', '-starts_on'),
                'constraints': [models.UniqueConstraint(fields=('pace', 'starts_on'), name='one_target_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('reported', 'baru masuk'), ('needs_data', 'perlu keterangan'), ('checking', 'sedang diperiksa'), ('drafted', 'putusan dikonsep'), ('approved', 'putusan disetujui'), ('published', 'sudah dijawab'), ('unclear', 'tidak dapat dipastikan'), ('merged', 'digabung')], default='reported', max_length=10)),
                ('pace', models.CharField(choices=[('urgent', 'mendesak'), ('normal', 'biasa')], default='normal', max_length=10)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('source_name', models.CharField(blank=True, max_length=120)),
                ('source_ref', models.CharField(blank=True, max_length=300)),
                ('source_url', models.URLField(blank=True, max_length=500)),
                ('report_count', models.PositiveIntegerField(default=0)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('generation', models.PositiveBigIntegerField(default=0)),
                ('is_demo', models.BooleanField(default=False)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='claims.claim')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.topic')),
                ('unclear', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.unclearreason')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='claim_queue'), models.Index(fields=['state', '-answered_at'], name='claim_recent'), models.Index(fields=['generation'], name='claim_generation')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source_ref', ''), _negated=True), fields=('source_name', 'source_ref'), name='check_brought_in_once'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='merged_claim_names_the_kept_one'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'unclear'), _negated=True), ('unclear__isnull', False), _connector='OR'), name='unclear_claim_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('meaning', models.CharField(max_length=300)),
                ('tone', models.CharField(choices=[('false', 'salah'), ('misleading', 'menyesatkan'), ('true', 'benar'), ('unclear', 'belum dapat dipastikan')], max_length=10)),
                ('sort', models.PositiveSmallIntegerField(default=0)),
                ('retired', models.BooleanField(default=False)),
                ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labels', to='claims.labelscheme')),
            ],
            options={
                'ordering': ('scheme__sort', 'sort', 'code'),
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('seen_in', models.CharField(blank=True, choices=[('whatsapp', 'WhatsApp'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('tiktok', 'TikTok'), ('youtube', 'YouTube'), ('x', 'X atau Twitter'), ('telegram', 'Telegram'), ('sms', 'SMS'), ('voice', 'pesan suara'), ('meeting', 'dari mulut ke mulut'), ('poster', 'selebaran'), ('other', 'lainnya')], max_length=10)),
                ('seen_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('way', models.CharField(choices=[('public', 'halaman umum'), ('phone', 'ponsel KIM'), ('office', 'kantor'), ('api', 'sistem lain')], max_length=8)),
                ('digest', models.CharField(max_length=64)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='claims.claim')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claim_reports', to='groups.group')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('voice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment')),
            ],
            options={
                'indexes': [models.Index(fields=['claim', '-at'], name='report_of_claim'), models.Index(fields=['group', '-at'], name='report_of_group'), models.Index(fields=['-at'], name='report_lately')],
            },
        ),
        migrations.CreateModel(
            name='ClaimImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('whole', models.CharField(max_length=16)),
                ('parts', models.JSONField(default=list)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='claims.claim')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='images', to='claims.report')),
            ],
            options={
                'indexes': [models.Index(fields=['whole'], name='claim_image_hash')],
                'constraints': [models.UniqueConstraint(fields=('claim', 'file'), name='one_image_of_a_claim_once')],
            },
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('short', models.CharField(blank=True, max_length=160)),
                ('why', models.TextField()),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('change_note', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('draft', 'konsep'), ('submitted', 'menunggu persetujuan'), ('approved', 'disetujui'), ('published', 'terbit'), ('superseded', 'diganti versi baru'), ('returned', 'dikembalikan')], default='draft', max_length=10)),
                ('author_name', models.CharField(max_length=200)),
                ('approver_name', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('return_reason', models.CharField(blank=True, max_length=500)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('approver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='claims.claim')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.label')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='releases.release')),
                ('writers', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-number',),
                'constraints': [models.UniqueConstraint(fields=('claim', 'number'), name='verdict_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('claim',), name='one_verdict_out_per_claim'), models.CheckConstraint(condition=models.Q(('author', None), ('approver', None), models.Q(('author', models.F('approver')), _negated=True), _connector='OR'), name='verdict_author_never_approves')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('sort', models.PositiveSmallIntegerField(default=0)),
                ('verdict', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='claims.verdict')),
            ],
            options={
                'ordering': ('sort', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='CarryBack',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carried_back', to='activities.activity')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.group')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='claims.claim')),
                ('verdict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='claims.verdict')),
            ],
            options={
                'indexes': [models.Index(fields=['claim', 'region'], name='carried_back_of_claim')],
            },
        ),
        migrations.CreateModel(
            name='ClaimLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='claims.claim')),
            ],
            options={
                'indexes': [models.Index(fields=['key'], name='claim_link_key')],
                'constraints': [models.UniqueConstraint(fields=('claim', 'key'), name='one_link_of_a_claim_once')],
            },
        ),
    ])
