from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_lay_out_tables'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attachment',
            name='kind',
            field=models.CharField(choices=[('image', 'Gambar'), ('pdf', 'PDF'), ('sound', 'Suara')], max_length=10),
        ),
    ]
