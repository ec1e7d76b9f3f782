"""A pytest plugin (pyproject.toml loads it before the settings): every test process has stores of its own.

Tests empty the cache; without this they would empty that of the other test process, or of the portal that runs beside.
"""

import os

from wpsnet import embedded

worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
if (
    "REDIS_URL" not in os.environ or "OWN_STORE" in os.environ
):  # the second where a test process inherits from its parent
    os.environ["OWN_STORE"] = "yes"
    store = embedded.ensure_valkey()
    os.environ["REDIS_URL"] = f"unix://{store}?db={2 + 2 * worker}"
    os.environ["BROKER_URL"] = f"redis+socket://{store}?virtual_host={3 + 2 * worker}"
# The browser's driver keeps an event loop in the process; Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
