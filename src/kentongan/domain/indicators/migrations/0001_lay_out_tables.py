import django.db.models.deletion
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('regions', '0003_keep_former_outlines'),
    ]

    operations = together([
        migrations.CreateModel(
            name='CitedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(choices=[('groups', 'KIM'), ('district', 'kecamatan'), ('desa', 'desa'), ('kelurahan', 'kelurahan'), ('both', 'desa dan kelurahan')], max_length=10)),
                ('number', models.PositiveIntegerField()),
                ('on', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cited_figures', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'unit', 'on', 'source'), name='figure_cited_once')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('district', 'kecamatan'), ('village', 'desa dan kelurahan')], max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('stage', models.CharField(choices=[('founded', 'KIM dibentuk'), ('recognised', 'KIM ber-SK'), ('registered', 'KIM terdaftar'), ('reported', 'KIM dilaporkan ke provinsi'), ('active', 'KIM berkegiatan')], default='founded', max_length=12)),
                ('count', models.PositiveIntegerField(blank=True, null=True)),
                ('reason', models.CharField(max_length=500)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('by_name', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_on', models.DateField(blank=True, null=True)),
                ('areas', models.ManyToManyField(blank=True, related_name='+', to='regions.region')),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='indicators.target')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='regions.region')),
            ],
            options={
                'indexes': [models.Index(fields=['-year', 'region'], name='target_by_year')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_on', None)), fields=('region', 'level', 'stage', 'year'), name='one_target_a_year'), models.CheckConstraint(condition=models.Q(('count', None), ('count__gt', 0), _connector='OR'), name='target_counts_something'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='target_year_plausible')],
            },
        ),
    ])
