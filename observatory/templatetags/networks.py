from django import template

from observatory.networks import contacts_of

register = template.Library()
register.filter("contacts", contacts_of)
