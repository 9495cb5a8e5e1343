import django.db.models.deletion
import kentongan.domain.groups.models.groups
import uuid
from django.conf import settings
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_lay_out_tables'),
        ('people', '0001_lay_out_tables'),
        ('people', '__first__'),
        ('regions', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Decree',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('number', models.CharField(max_length=80)),
                ('issued_on', models.DateField()),
                ('issuer_role', models.CharField(choices=[('village_head', 'kepala desa'), ('ward_head', 'lurah'), ('district_head', 'camat'), ('regent', 'bupati'), ('mayor', 'wali kota'), ('governor', 'gubernur')], max_length=20)),
                ('kind', models.CharField(choices=[('founding', 'pembentukan'), ('confirmation', 'pengukuhan'), ('board_replacement', 'pergantian pengurus'), ('revocation', 'pencabutan')], default='founding', max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('revoked_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('issuer_region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decrees', to='regions.region')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer_region', 'issuer_role', 'number'), name='decree_number_once_per_issuer'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='decree_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('region_code', models.CharField(max_length=13)),
                ('filters', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('waiting', 'menunggu'), ('running', 'sedang dibuat'), ('done', 'selesai'), ('failed', 'gagal')], default='waiting', max_length=10)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('path', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('path', ''), _negated=True), _connector='OR'), name='export_done_has_file')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('name_key', kentongan.domain.groups.models.groups.NameKeyField(default='', editable=False, max_length=120)),
                ('kind', models.CharField(choices=[('kim', 'Kelompok Informasi Masyarakat (KIM)'), ('traditional_media', 'kelompok media tradisional'), ('media_watch', 'lembaga pemantau media'), ('professional', 'lembaga komunikasi organisasi profesi'), ('content_creators', 'komunitas pembuat konten positif'), ('strategic', 'kelompok strategis'), ('kim_forum', 'forum KIM')], default='kim', max_length=20)),
                ('level', models.CharField(choices=[('hamlet', 'padukuhan atau dusun'), ('village', 'desa atau kelurahan'), ('district', 'kecamatan'), ('regency', 'kabupaten atau kota'), ('province', 'provinsi'), ('national', 'nasional')], default='village', max_length=10)),
                ('hamlet', models.CharField(blank=True, max_length=80)),
                ('origin', models.CharField(choices=[('new', 'kelompok baru'), ('function_added', 'fungsi informasi ditambahkan pada kelompok yang sudah ada')], default='new', max_length=20)),
                ('parent_body', models.CharField(blank=True, max_length=120)),
                ('parent_body_purpose', models.CharField(blank=True, max_length=200)),
                ('function_added_on', models.DateField(blank=True, null=True)),
                ('legal_form', models.CharField(choices=[('none', 'belum ada'), ('decree', 'diakui dengan SK'), ('lkd', 'lembaga kemasyarakatan desa dengan Perdes'), ('registered', 'organisasi kemasyarakatan terdaftar'), ('legal_entity', 'perkumpulan atau yayasan berbadan hukum')], default='none', max_length=20)),
                ('legal_document', models.CharField(blank=True, max_length=200)),
                ('register_number', models.CharField(blank=True, max_length=40)),
                ('proposed_on', models.DateField(blank=True, null=True)),
                ('founded_on', models.DateField(blank=True, null=True)),
                ('registered_on', models.DateField(blank=True, null=True)),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('dissolved_on', models.DateField(blank=True, null=True)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.URLField(blank=True)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('is_demo', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decrees', models.ManyToManyField(blank=True, related_name='groups', to='groups.decree')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'name', 'id'], name='group_by_region_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dissolved_on', None)), fields=('region', 'kind', 'name_key'), name='group_once_per_region'), models.CheckConstraint(condition=models.Q(('dissolved_on', None), ('founded_on', None), ('dissolved_on__gte', models.F('founded_on')), _connector='OR'), name='group_dissolved_after_founded')],
            },
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('count', models.PositiveIntegerField(default=1)),
                ('condition', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equipment', to='groups.group')),
            ],
        ),
        migrations.CreateModel(
            name='BoardTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('decree', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='groups.decree')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='groups.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group', 'starts_on'), name='one_term_per_start'), models.UniqueConstraint(condition=models.Q(('starts_on', None)), fields=('group',), name='one_term_of_unknown_start'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='term_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('file_name', models.CharField(max_length=200)),
                ('region_code', models.CharField(max_length=13)),
                ('sheet', models.JSONField(null=True)),
                ('created', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_on', models.DateField(blank=True, null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('recruited_from', models.CharField(blank=True, max_length=80)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='groups.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('group', 'person'), name='member_once_at_a_time'), models.CheckConstraint(condition=models.Q(('left_on', None), ('joined_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='member_left_after_joined')],
            },
        ),
        migrations.CreateModel(
            name='Regulation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('uu', 'Undang-Undang'), ('pp', 'Peraturan Pemerintah'), ('perpres', 'Peraturan Presiden'), ('inpres', 'Instruksi Presiden'), ('permen', 'Peraturan Menteri'), ('pergub', 'Peraturan Gubernur'), ('perbup', 'Peraturan Bupati'), ('perwali', 'Peraturan Wali Kota'), ('perdes', 'Peraturan Desa')], max_length=10)),
                ('number', models.CharField(max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('in_force_to', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regulations', to='regions.region')),
                ('revokes', models.ManyToManyField(blank=True, related_name='revoked_by', to='groups.regulation')),
            ],
            options={
                'ordering': ['-year', 'kind', 'number'],
                'constraints': [models.UniqueConstraint(fields=('region', 'kind', 'number', 'year'), name='regulation_once_per_region'), models.CheckConstraint(condition=models.Q(('in_force_to', None), ('in_force_from', None), ('in_force_to__gte', models.F('in_force_from')), _connector='OR'), name='regulation_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='BoardPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(choices=[('patron', 'pelindung'), ('adviser', 'penasihat atau pembina'), ('chair', 'ketua'), ('vice_chair', 'wakil ketua'), ('secretary', 'sekretaris'), ('treasurer', 'bendahara'), ('public_relations', 'humas'), ('section', 'seksi')], max_length=20)),
                ('section', models.CharField(blank=True, max_length=80)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_posts', to='people.person')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='groups.boardterm')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('term', 'person', 'title', 'section'), name='board_post_once_per_term')],
            },
        ),
    ])
