from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0003_keep_former_outlines'),
    ]

    operations = [
        migrations.AddField(
            model_name='connectivity',
            name='way',
            field=models.CharField(choices=[('noted', 'Dicatat orang'), ('measured', 'Diukur aplikasi')], db_default='noted', default='noted', max_length=8),
        ),
        migrations.AddField(
            model_name='connectivity',
            name='figures',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
