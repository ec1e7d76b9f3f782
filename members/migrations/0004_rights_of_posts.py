import django.db.models
from django.db import migrations, models

# What a post may do with the entry followed from its role so far, and is a choice of the focal point from now on.
RIGHTS = """
UPDATE members_appointment SET edits = true, publishes = (role = 'focal_point') WHERE role IN ('focal_point', 'alternate');
UPDATE members_invitation SET edits = true, publishes = (role = 'focal_point') WHERE role IN ('focal_point', 'alternate');
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0003_directory_that_stays_true")]

    operations = [
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'focal_point'), _negated=True), models.Q(('edits', True), ('publishes', True)), _connector='OR'), name='focal_point_edits_and_publishes', violation_error_message='A focal point always writes and publishes the entry.'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('publishes', False), ('edits', True), _connector='OR'), name='who_publishes_also_edits', violation_error_message='Who publishes the entry must also be able to write it.'),
        ),
    ]
