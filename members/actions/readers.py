"""What must happen once readers see something new of a member."""

from wpsnet import public_cache, search


def tell_readers(member):
    """Let every page and the search know that what they show of MEMBER has changed."""
    public_cache.published()
    search.rebuild("country" if member.is_state else "organisation", [member.slug])
