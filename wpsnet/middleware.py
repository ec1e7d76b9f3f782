from django.utils.cache import patch_cache_control


def private_by_default(get_response):
    """Every answer is `private, no-store`, unless a view marked public (wpsnet.public_cache) has said otherwise.

    Seven advisories for Django in 2026 were about private pages in shared caches; here a page must ask to be kept.
    """

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
