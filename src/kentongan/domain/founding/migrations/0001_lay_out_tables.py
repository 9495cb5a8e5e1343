import django.db.models.deletion
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
        ('outreach', '0001_lay_out_tables'),
        ('people', '0001_lay_out_tables'),
        ('people', '__first__'),
        ('regions', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='DecreeTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('founding', 'pembentukan'), ('confirmation', 'pengukuhan'), ('board_replacement', 'pergantian pengurus'), ('revocation', 'pencabutan')], max_length=20)),
                ('level', models.CharField(blank=True, choices=[('hamlet', 'padukuhan atau dusun'), ('village', 'desa atau kelurahan'), ('district', 'kecamatan'), ('regency', 'kabupaten atau kota'), ('province', 'provinsi'), ('national', 'nasional')], max_length=10)),
                ('heading', models.TextField()),
                ('number_pattern', models.CharField(max_length=80)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('subject', models.TextField()),
                ('considerations', models.JSONField(default=list)),
                ('articles', models.JSONField(default=list)),
                ('closing', models.TextField(blank=True)),
                ('signatory_title', models.CharField(blank=True, max_length=120)),
                ('on_behalf_of', models.CharField(blank=True, max_length=120)),
                ('copies', models.JSONField(default=list)),
                ('is_example', models.BooleanField(default=False)),
                ('by_name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('bases', models.ManyToManyField(blank=True, related_name='+', to='groups.regulation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decree_templates', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'key', 'version'), name='decree_template_version_once')],
            },
        ),
        migrations.CreateModel(
            name='DecreeDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('founding', 'pembentukan'), ('confirmation', 'pengukuhan'), ('board_replacement', 'pergantian pengurus'), ('revocation', 'pencabutan')], max_length=20)),
                ('issuer_role', models.CharField(choices=[('village_head', 'kepala desa'), ('ward_head', 'lurah'), ('district_head', 'camat'), ('regent', 'bupati'), ('mayor', 'wali kota'), ('governor', 'gubernur')], max_length=20)),
                ('proposed_role', models.CharField(blank=True, choices=[('village_head', 'kepala desa'), ('ward_head', 'lurah'), ('district_head', 'camat'), ('regent', 'bupati'), ('mayor', 'wali kota'), ('governor', 'gubernur')], max_length=20)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('heading', models.TextField()),
                ('subject', models.TextField()),
                ('considerations', models.JSONField(default=list)),
                ('articles', models.JSONField(default=list)),
                ('closing', models.TextField(blank=True)),
                ('signatory_name', models.CharField(blank=True, max_length=150)),
                ('signatory_title', models.CharField(blank=True, max_length=120)),
                ('on_behalf_of', models.CharField(blank=True, max_length=120)),
                ('copies', models.JSONField(default=list)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('printed_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_by', models.CharField(blank=True, max_length=200)),
                ('delivered_number', models.CharField(blank=True, max_length=80)),
                ('delivered_on', models.DateField(blank=True, null=True)),
                ('discarded_at', models.DateTimeField(blank=True, null=True)),
                ('discarded_reason', models.CharField(blank=True, max_length=300)),
                ('is_demo', models.BooleanField(default=False)),
                ('by_name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('bases', models.ManyToManyField(blank=True, related_name='+', to='groups.regulation')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decree', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='groups.decree')),
                ('groups', models.ManyToManyField(related_name='decree_drafts', to='groups.group')),
                ('issuer_region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decree_drafts', to='regions.region')),
                ('revokes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.decree')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='founding.decreetemplate')),
            ],
            options={
                'indexes': [models.Index(fields=['issuer_region', '-created_at'], name='draft_of_issuer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='draft_ends_after_start'), models.CheckConstraint(condition=models.Q(('delivered_at', None), models.Q(('delivered_on__isnull', False), models.Q(('delivered_number', ''), _negated=True), ('scan__isnull', False)), _connector='OR'), name='delivered_draft_has_number_day_and_scan'), models.CheckConstraint(condition=models.Q(('discarded_at', None), models.Q(('discarded_reason', ''), _negated=True), _connector='OR'), name='discarded_draft_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Path',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=16, unique=True)),
                ('level', models.CharField(choices=[('hamlet', 'padukuhan atau dusun'), ('village', 'desa atau kelurahan'), ('district', 'kecamatan'), ('regency', 'kabupaten atau kota'), ('province', 'provinsi'), ('national', 'nasional')], default='village', max_length=10)),
                ('way', models.CharField(choices=[('new', 'kelompok baru'), ('function_added', 'fungsi informasi pada kelompok yang sudah ada'), ('revival', 'KIM vakum dihidupkan kembali')], default='new', max_length=15)),
                ('existing_name', models.CharField(blank=True, max_length=120)),
                ('existing_purpose', models.CharField(blank=True, max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_reason', models.CharField(blank=True, max_length=300)),
                ('is_demo', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='founding_paths', to='groups.group')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='founding_paths', to='regions.region')),
                ('stop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='founding_paths', to='outreach.stopvillage')),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'code'], name='path_of_region')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on', None), ('group', None)), fields=('region', 'level', 'way'), name='one_open_path_to_a_first_group'), models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('group', 'way'), name='one_open_path_of_a_group'), models.CheckConstraint(condition=models.Q(('closed_on', None), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='closed_path_has_a_reason'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='path_closed_after_opened'), models.CheckConstraint(condition=models.Q(models.Q(('way', 'revival'), _negated=True), ('group__isnull', False), _connector='OR'), name='revival_names_its_group')],
            },
        ),
        migrations.CreateModel(
            name='Deliberation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(choices=[('agreed', 'disepakati'), ('postponed', 'ditunda'), ('refused', 'tidak disepakati')], max_length=10)),
                ('group_name', models.CharField(blank=True, max_length=120)),
                ('decisions', models.TextField(blank=True)),
                ('minutes_number', models.CharField(blank=True, max_length=80)),
                ('chaired_by', models.CharField(blank=True, max_length=150)),
                ('noted_by', models.CharField(blank=True, max_length=150)),
                ('term_ends_on', models.DateField(blank=True, null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('noted_at', models.DateTimeField(auto_now_add=True)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='deliberation', to='events.event')),
                ('path', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliberations', to='founding.path')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('result', 'agreed'), _negated=True), models.Q(('group_name', ''), _negated=True), _connector='OR'), name='what_was_agreed_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Elected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(choices=[('patron', 'pelindung'), ('adviser', 'penasihat atau pembina'), ('chair', 'ketua'), ('vice_chair', 'wakil ketua'), ('secretary', 'sekretaris'), ('treasurer', 'bendahara'), ('public_relations', 'humas'), ('section', 'seksi')], max_length=20)),
                ('section', models.CharField(blank=True, max_length=80)),
                ('name', models.CharField(max_length=150)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('deliberation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elected', to='founding.deliberation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Coordination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('head', 'kepala desa, lurah, atau camat'), ('group', 'kelompok yang sudah ada'), ('no_groups', 'tidak ada kelompok lain')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=150)),
                ('on', models.DateField()),
                ('outcome', models.TextField(blank=True)),
                ('by_name', models.CharField(max_length=200)),
                ('noted_at', models.DateTimeField(auto_now_add=True)),
                ('path', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coordinations', to='founding.path')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('path', 'party', 'name', 'on'), name='asked_once_a_day'), models.CheckConstraint(condition=models.Q(('party', 'no_groups'), models.Q(('name', ''), _negated=True), _connector='OR'), name='who_was_asked_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('selected', 'terpilih'), ('visited', 'dikunjungi'), ('coordinated', 'dikoordinasikan'), ('deliberation', 'musyawarah'), ('board', 'pengurus terbentuk'), ('decree', 'SK terbit'), ('registered', 'terdaftar'), ('briefed', 'dibekali'), ('first_activity', 'kegiatan pertama')], max_length=15)),
                ('on', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('skipped_reason', models.CharField(blank=True, max_length=300)),
                ('order_reason', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(max_length=200)),
                ('noted_at', models.DateTimeField(auto_now_add=True)),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.attachment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.event')),
                ('path', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='founding.path')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('path', 'kind'), name='step_once_on_a_path'), models.CheckConstraint(condition=models.Q(models.Q(('skipped_reason', ''), _negated=True), ('event__isnull', False), ('attachment__isnull', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='step_has_evidence')],
            },
        ),
    ])
