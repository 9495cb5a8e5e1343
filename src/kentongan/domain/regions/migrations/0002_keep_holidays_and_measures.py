import django.db.models.deletion
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='MeasureKind',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('first', models.CharField(choices=[('high', 'nilai tinggi didahulukan'), ('low', 'nilai rendah didahulukan')], default='high', max_length=4)),
            ],
            options={
                'ordering': ['name', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('national', 'libur nasional'), ('joint_leave', 'cuti bersama'), ('regional', 'libur daerah'), ('workday', 'tetap hari kerja')], max_length=12)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('is_example', models.BooleanField(default=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holidays', to='regions.region')),
            ],
            options={
                'ordering': ['on', 'region_id', 'name'],
                'constraints': [models.UniqueConstraint(fields=('region', 'on', 'name'), name='holiday_once')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=4, max_digits=14)),
                ('measured_on', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='regions.region')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='regions.measurekind')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'region', 'measured_on'), name='measure_once_a_day')],
            },
        ),
    ])
