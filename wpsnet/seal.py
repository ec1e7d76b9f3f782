"""Small secrets, unreadable in the database and in its backups: the seeds of second factors."""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


def seal(text: str) -> str:
    return _keys(*settings.FIELD_KEYS).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    return _keys(*settings.FIELD_KEYS).decrypt(sealed.encode()).decode()


@cache
def _keys(*texts: str) -> MultiFernet:
    """The first key seals, all of them open: a new key goes in front of the old ones."""
    return MultiFernet([Fernet(_key(text)) for text in texts])


def _key(text: str) -> bytes:
    stretched = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"wpsnet.seal").derive(force_bytes(text))
    return urlsafe_b64encode(stretched)
