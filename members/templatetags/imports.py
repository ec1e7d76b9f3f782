"""Faults of a file in the reader's language."""

from django import template

from members.imports.faults import sentence

register = template.Library()


@register.filter
def in_words(fault):
    """What a stored fault, [column, code, what its sentence names], says."""
    _column, code, named = fault
    return sentence(code, named)
