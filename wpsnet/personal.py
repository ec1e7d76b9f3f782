"""What the portal holds about one person, gathered from every app's personal.py: to give it to her, and to erase it.

A guest of `held` is a function from a user to a dict of plain values, for her download. A guest of `erasers` removes or
replaces what names her and keeps the record of the office; it runs inside the transaction of members.actions.erase.
"""

from wpsnet.surfaces import Surface

held, erasers = Surface(), Surface()
