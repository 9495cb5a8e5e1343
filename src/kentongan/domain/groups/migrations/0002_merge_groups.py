import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from kentongan.domain.core.laying_out import together


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0001_lay_out_tables'),
        ('people', '__first__'),
        ('regions', '0001_lay_out_tables'),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='group',
            name='group_once_per_region',
        ),
        migrations.AddField(
            model_name='decree',
            name='basis',
            field=models.ManyToManyField(blank=True, related_name='decrees', to='groups.regulation'),
        ),
        migrations.AddField(
            model_name='group',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='groups.group'),
        ),
        migrations.AddIndex(
            model_name='boardterm',
            index=models.Index(fields=['ends_on'], name='term_by_end'),
        ),
        migrations.AddIndex(
            model_name='decree',
            index=models.Index(fields=['valid_to'], name='decree_by_end'),
        ),
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='group_merged_entries'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(condition=models.Q(('dissolved_on', None), ('merged_into', None)), fields=('region', 'kind', 'name_key'), name='group_once_per_region'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='group_merged_into_other'),
        ),
        migrations.CreateModel(
            name='ForumMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_on', models.DateField(blank=True, null=True)),
                ('left_on', models.DateField(blank=True, null=True)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forum_members', to='groups.group')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forums', to='groups.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('forum', 'member'), name='forum_member_once_at_a_time'), models.CheckConstraint(condition=models.Q(('forum', models.F('member')), _negated=True), name='forum_has_other_groups'), models.CheckConstraint(condition=models.Q(('left_on', None), ('joined_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='forum_left_after_joined')],
            },
        ),
        migrations.CreateModel(
            name='GroupDistinction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='groups_told_apart_once')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('carried', models.JSONField(default=list)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by_name', models.CharField(blank=True, max_length=200)),
                ('decrees', models.JSONField(default=list)),
                ('grants', models.JSONField(default=list)),
                ('absorbed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged_by', to='groups.group')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='groups.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('absorbed',), name='group_merged_once_at_a_time'), models.CheckConstraint(condition=models.Q(('kept', models.F('absorbed')), _negated=True), name='group_merged_into_another')],
            },
        ),
        migrations.CreateModel(
            name='Transmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField()),
                ('letter_number', models.CharField(blank=True, max_length=80)),
                ('recipient', models.CharField(blank=True, max_length=150)),
                ('note', models.TextField(blank=True)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transmissions', to='regions.region')),
            ],
            options={
                'ordering': ['-sent_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TransmissionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('region_code', models.CharField(max_length=13)),
                ('register_number', models.CharField(blank=True, max_length=40)),
                ('founded_on', models.DateField(null=True)),
                ('decree_number', models.CharField(max_length=80)),
                ('decree_issued_on', models.DateField(null=True)),
                ('decree_valid_to', models.DateField(null=True)),
                ('chair', models.CharField(blank=True, max_length=150)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transmission_lines', to='groups.group')),
                ('transmission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='groups.transmission')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('transmission', 'group'), name='group_once_per_transmission')],
            },
        ),
    ])
