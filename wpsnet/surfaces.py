"""The three surfaces that are put together from all apps: desk, search and timeline, and the registries beside them.

An app takes part by having a module of that name, found as Django's admin finds admin.py, whose functions register
themselves: no app needs to know another.
"""


class Surface(dict):
    """Guests by name. `@surface.guest("plans")` adds a function; adding two under one name is a mistake."""

    def guest(self, name):
        def add(function):
            if name in self:
                raise ValueError(f"two guests are called {name}")
            self[name] = function
            return function

        return add
