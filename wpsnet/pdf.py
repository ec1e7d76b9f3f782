class PDFError(Exception):
    final = False


def render(html):
    raise NotImplementedError
