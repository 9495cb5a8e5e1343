import django.db.models.deletion
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0002_merge_groups'),
        ('regions', '0002_keep_holidays_and_measures'),
    ]

    operations = together([
        migrations.CreateModel(
            name='StageSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kim', 'Kelompok Informasi Masyarakat (KIM)'), ('traditional_media', 'kelompok media tradisional'), ('media_watch', 'lembaga pemantau media'), ('professional', 'lembaga komunikasi organisasi profesi'), ('content_creators', 'komunitas pembuat konten positif'), ('strategic', 'kelompok strategis'), ('kim_forum', 'forum KIM')], max_length=20)),
                ('stage', models.CharField(choices=[('proposed', 'diusulkan'), ('founded', 'dibentuk, belum ber-SK'), ('recognised', 'ber-SK'), ('registered', 'terdaftar'), ('reported', 'dilaporkan ke provinsi'), ('dissolved', 'bubar')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='groups.group')),
                ('region', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'kind', 'starts_on'], name='span_by_region'), models.Index(fields=['stage', 'ends_on', 'starts_on', 'group'], name='span_by_stage')],
                'constraints': [models.UniqueConstraint(fields=('group', 'starts_on', 'ends_on', 'stage'), name='one_stage_a_span')],
            },
        ),
        migrations.CreateModel(
            name='StandingTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kim', 'Kelompok Informasi Masyarakat (KIM)'), ('traditional_media', 'kelompok media tradisional'), ('media_watch', 'lembaga pemantau media'), ('professional', 'lembaga komunikasi organisasi profesi'), ('content_creators', 'komunitas pembuat konten positif'), ('strategic', 'kelompok strategis'), ('kim_forum', 'forum KIM')], max_length=20)),
                ('stage', models.CharField(choices=[('proposed', 'diusulkan'), ('founded', 'dibentuk, belum ber-SK'), ('recognised', 'ber-SK'), ('registered', 'terdaftar'), ('reported', 'dilaporkan ke provinsi'), ('dissolved', 'bubar')], max_length=20)),
                ('on', models.DateField()),
                ('groups', models.PositiveIntegerField(default=0)),
                ('desa_groups', models.PositiveIntegerField(default=0)),
                ('kelurahan_groups', models.PositiveIntegerField(default=0)),
                ('district_groups', models.PositiveIntegerField(default=0)),
                ('desa', models.PositiveIntegerField(default=0)),
                ('kelurahan', models.PositiveIntegerField(default=0)),
                ('districts_own', models.PositiveIntegerField(default=0)),
                ('districts_any', models.PositiveIntegerField(default=0)),
                ('area', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'kind', 'stage', 'on'), name='one_standing_total_a_day')],
            },
        ),
    ])
