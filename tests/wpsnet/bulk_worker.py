"""Real processes that send bulk mail: for each line on its input, one more. Started by test_bulk_services."""

import os
import signal
import sys

import django

if __name__ == "__main__":
    django.setup()
    from wpsnet.outbox import bulk_sending

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _line in sys.stdin:
        if not (worker := os.fork()):
            while bulk_sending.drain():
                pass
            os._exit(0)
        print(worker, flush=True)
