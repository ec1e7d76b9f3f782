import pytest
from cryptography.fernet import InvalidToken

from wpsnet.seal import seal, unseal


def test_new_key_opens_what_the_old_one_sealed(settings):
    settings.FIELD_KEYS = ["a" * 32]
    sealed = seal("seed")

    settings.FIELD_KEYS = ["b" * 32, "a" * 32]

    assert "seed" not in sealed
    assert unseal(sealed) == "seed"


def test_other_key_opens_nothing(settings):
    settings.FIELD_KEYS = ["a" * 32]
    sealed = seal("seed")

    settings.FIELD_KEYS = ["b" * 32]

    with pytest.raises(InvalidToken):
        unseal(sealed)
