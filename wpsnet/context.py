from django.conf import settings

from wpsnet.languages import direction


def site(request):
    """What every page shows: its language and direction, and the same page in the other languages."""
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    prefix, rest = f"/{language}/", request.get_full_path()
    rest = rest[len(prefix) :] if rest.startswith(prefix) else ""
    return {
        "site_url": settings.SITE_URL,
        "LANGUAGE_CODE": language,
        "direction": direction(language),
        "editions": [(code, name, f"/{code}/{rest}") for code, name in settings.LANGUAGES],
    }
