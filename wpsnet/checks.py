"""What Django's own checks cannot know about this machine. Warnings, because all but the PDF documents works."""

from django.core.checks import Warning

from wpsnet import pdf


def pdf_libraries(app_configs, **kwargs):
    if missing := pdf.missing_libraries():
        return [
            Warning(
                "PDF documents cannot be made on this machine; all else works.",
                hint=pdf.how_to_install(missing + pdf.missing_libraries(pdf.HELPFUL)),
                id="wpsnet.W001",
            )
        ]
    if helpful := pdf.missing_libraries(pdf.HELPFUL):
        return [
            Warning(
                "PDF documents are made slowly on this machine.", hint=pdf.how_to_install(helpful), id="wpsnet.W002"
            )
        ]
    return []
