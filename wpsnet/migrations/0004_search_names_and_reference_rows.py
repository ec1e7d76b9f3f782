import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wpsnet', '0003_delivery_interruptions'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='searchentry', name='search_trigrams'),
        migrations.RenameField(model_name='searchentry', old_name='trigrams', new_name='names'),
        migrations.AlterField(
            model_name='searchentry',
            name='names',
            field=models.TextField(blank=True, help_text='title, names and codes, folded, one a line'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(
                fields=['names'], name='search_names', opclasses=['gin_trgm_ops']
            ),
        ),
        migrations.CreateModel(
            name='ReferenceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=300)),
                ('digest', models.CharField(max_length=64)),
                ('object_id', models.BigIntegerField()),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('file', 'key'), name='one_reference_row_per_key'),
                ],
            },
        ),
    ]
