import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_lay_out_tables'),
        ('groups', '0001_lay_out_tables'),
        ('people', '__first__'),
        ('regions', '0001_lay_out_tables'),
        ('releases', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Medium',
            fields=[
                ('code', models.SlugField(max_length=30, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('medium_class', models.CharField(choices=[('mass', 'media massa'), ('new', 'media baru'), ('traditional', 'media tradisional'), ('interpersonal', 'media interpersonal'), ('outdoor', 'media luar ruang')], max_length=15)),
                ('place', models.CharField(blank=True, max_length=80)),
                ('reach_low', models.PositiveIntegerField(null=True)),
                ('reach_high', models.PositiveIntegerField(null=True)),
                ('sort', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['sort', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('access', 'akses informasi'), ('discussion', 'diskusi'), ('implementation', 'implementasi'), ('networking', 'jejaring'), ('dissemination', 'diseminasi'), ('aspiration', 'aspirasi')], default='dissemination', max_length=15)),
                ('title', models.CharField(blank=True, max_length=150)),
                ('held_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=120)),
                ('reach_low', models.PositiveIntegerField(blank=True, null=True)),
                ('reach_high', models.PositiveIntegerField(blank=True, null=True)),
                ('counted_how', models.CharField(blank=True, choices=[('attendance_list', 'daftar hadir'), ('head_count', 'hitung kepala'), ('households', 'jumlah rumah'), ('estimate', 'perkiraan'), ('views', 'jumlah tayangan')], max_length=16)),
                ('note', models.TextField(blank=True)),
                ('verdict', models.CharField(blank=True, max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='groups.group')),
                ('proofs', models.ManyToManyField(blank=True, related_name='+', to='core.attachment')),
                ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='releases.publication')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('medium', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.medium')),
            ],
            options={
                'indexes': [models.Index(fields=['publication', 'region'], name='activity_on_board'), models.Index(fields=['-recorded_at'], name='activity_newest'), models.Index(fields=['group', '-held_on', '-recorded_at'], name='activity_of_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reach_low', None), ('reach_high', None), ('reach_high__gte', models.F('reach_low')), _connector='OR'), name='reach_is_a_range'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'dissemination'), _negated=True), ('medium__isnull', False), _connector='OR'), name='dissemination_has_a_medium')],
            },
        ),
        migrations.CreateModel(
            name='ReachCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('medium_class', models.CharField(blank=True, max_length=15)),
                ('activities', models.PositiveIntegerField(default=0)),
                ('known', models.PositiveIntegerField(default=0)),
                ('unknown', models.PositiveIntegerField(default=0)),
                ('doubted', models.PositiveIntegerField(default=0)),
                ('low', models.PositiveBigIntegerField(default=0)),
                ('high', models.PositiveBigIntegerField(default=0)),
                ('places', models.PositiveIntegerField(default=0)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reach_counts', to='releases.publication')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('publication', 'region', 'medium_class'), name='reach_count_once')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('verified', 'terverifikasi'), ('doubted', 'diragukan')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='activities.activity')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'doubted'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='doubting_has_a_reason')],
            },
        ),
    ])
