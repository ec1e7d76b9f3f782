def second_factor_required(get_response):
    return get_response


def keep_typed_text(get_response):
    return get_response
