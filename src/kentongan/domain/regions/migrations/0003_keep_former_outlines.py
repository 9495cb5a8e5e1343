import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0002_keep_holidays_and_measures'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerBoundary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('geometry', models.JSONField()),
                ('source', models.CharField(max_length=200)),
                ('replaced_on', models.DateField()),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_boundaries', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'replaced_on'), name='one_outline_replaced_a_day')],
            },
        ),
    ]
