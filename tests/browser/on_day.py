"""Run a Python module as a process for which another day has come: `python -m tests.browser.on_day 2027-01-01 gunicorn …`.

The clock goes on ticking from 09:00 UTC of that day. Only this process and those it forks see it, so web server, workers
and scheduler each come through here; PostgreSQL keeps its own time.
"""

import datetime as dt
import runpy
import sys

import time_machine

if __name__ == "__main__":
    _self, day, module, *arguments = sys.argv
    morning = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), dt.UTC)
    time_machine.travel(morning, tick=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
