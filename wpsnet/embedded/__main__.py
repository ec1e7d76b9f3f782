"""python -m wpsnet.embedded stop: end the embedded PostgreSQL and Valkey of this checkout."""

import sys

from wpsnet import embedded

if sys.argv[1:] != ["stop"]:
    raise SystemExit(__doc__)
try:
    embedded.stop()
except embedded.ServicesError as error:
    raise SystemExit(str(error)) from error
