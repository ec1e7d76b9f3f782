from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("wpsnet", "0004_search_names_and_reference_rows")]

    operations = [BtreeGistExtension()]
