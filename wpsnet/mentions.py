"""Where else the portal speaks of a record. A page asks; the apps that stand above it answer, and it need not know them."""

from wpsnet.surfaces import Surface

mentions = Surface()


def mentions_of(path):
    """(words, address) of each place that links to PATH, an address without its language. A guest is a function of PATH."""
    return [found for guest in mentions.values() for found in guest(path)]
