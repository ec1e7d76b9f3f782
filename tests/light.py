"""Argon2 with next to no work in it: thousands of sign-ins are not about how slow a password is to guess."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    time_cost, memory_cost, parallelism = 1, 8, 1
