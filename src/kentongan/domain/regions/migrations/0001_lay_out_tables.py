import django.core.validators
import django.db.models.deletion
import kentongan.domain.regions.fields
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = together([
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', kentongan.domain.regions.fields.CodeField(max_length=13, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'Negara'), (1, 'Provinsi'), (2, 'Kabupaten/kota'), (3, 'Kecamatan'), (4, 'Desa/kelurahan')])),
                ('kind', models.CharField(choices=[('country', 'Negara'), ('province', 'Provinsi'), ('regency', 'Kabupaten'), ('city', 'Kota'), ('district', 'Kecamatan'), ('desa', 'Desa'), ('kelurahan', 'Kelurahan'), ('desa_adat', 'Desa adat')], max_length=10)),
                ('local_title', models.CharField(blank=True, max_length=30)),
                ('time_zone', models.CharField(default='Asia/Jakarta', max_length=30)),
                ('postal_code', models.CharField(blank=True, max_length=5)),
                ('gone_on', models.DateField(blank=True, null=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='regions.region')),
            ],
            options={
                'ordering': ['code'],
                'indexes': [models.Index(fields=['level', 'code'], name='region_of_level')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 0), ('parent__isnull', True)), models.Q(('level__gt', 0), ('parent__isnull', False)), _connector='OR'), name='region_only_root_has_no_parent'), models.CheckConstraint(condition=models.Q(('level__lte', 4)), name='region_level_known')],
            },
        ),
        migrations.CreateModel(
            name='RegionSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('loaded_at', models.DateTimeField(auto_now_add=True)),
                ('rows', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('priority', 'Masalah prioritas'), ('fostered', 'Binaan'), ('status', 'Status wilayah'), ('other', 'Lainnya')], default='other', max_length=10)),
                ('issuer', models.CharField(blank=True, max_length=120)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name', 'code'],
            },
        ),
        migrations.CreateModel(
            name='AreaTotal',
            fields=[
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='total', serialize=False, to='regions.region')),
                ('districts', models.PositiveIntegerField(default=0)),
                ('desa', models.PositiveIntegerField(default=0)),
                ('kelurahan', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Boundary',
            fields=[
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='boundary', serialize=False, to='regions.region')),
                ('geometry', models.JSONField()),
                ('lon', models.FloatField()),
                ('lat', models.FloatField()),
                ('source', models.CharField(max_length=200)),
                ('loaded_on', models.DateField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='RegionBrand',
            fields=[
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='brand', serialize=False, to='regions.region')),
                ('office_name', models.CharField(max_length=150)),
                ('short_name', models.CharField(blank=True, max_length=40)),
                ('accent', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}\\Z')])),
                ('motto', models.CharField(blank=True, max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='Connectivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('none', 'Tanpa sinyal'), ('sms', 'Hanya SMS'), ('2g', '2G'), ('3g', '3G'), ('4g', '4G'), ('fixed', 'Internet kabel')], max_length=5)),
                ('measured_on', models.DateField()),
                ('source', models.CharField(blank=True, max_length=200)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connectivity', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'measured_on'), name='one_measure_a_day')],
            },
        ),
        migrations.CreateModel(
            name='RegionChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('added', 'Baru'), ('renamed', 'Ganti nama'), ('recoded', 'Ganti kode'), ('gone', 'Tidak berlaku lagi')], max_length=10)),
                ('old_code', kentongan.domain.regions.fields.CodeField(blank=True, max_length=13)),
                ('new_code', kentongan.domain.regions.fields.CodeField(blank=True, max_length=13)),
                ('old_name', models.CharField(blank=True, max_length=100)),
                ('new_name', models.CharField(blank=True, max_length=100)),
                ('on', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='regions.region')),
            ],
        ),
        migrations.CreateModel(
            name='RegionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reference_practice', 'Praktik rujukan'), ('other', 'Catatan lain')], default='other', max_length=20)),
                ('text', models.TextField()),
                ('source', models.CharField(blank=True, max_length=200)),
                ('noted_on', models.DateField()),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='regions.region')),
            ],
        ),
        migrations.CreateModel(
            name='RegionWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', kentongan.domain.regions.fields.BytewiseField(max_length=100)),
                ('level', models.PositiveSmallIntegerField()),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['level', 'word', 'region'], name='region_word_lookup')],
            },
        ),
        migrations.CreateModel(
            name='RegionTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tag_uses', to='regions.region')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='regions.tag')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tag', 'region', 'starts_on'), name='one_tag_use_a_start'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('tag', 'region'), name='one_open_tag_use'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='tag_use_dates_in_order')],
            },
        ),
    ])
