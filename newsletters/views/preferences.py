"""What a reader gets by mail: by the link that each mail carries, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from newsletters.actions import preferences as actions
from newsletters.actions.subscriptions import leave_all
from newsletters.forms.following import PreferencesForm
from newsletters.links import address_preferring
from newsletters.models import Follow
from newsletters.topics import topic
from newsletters.views.subscriptions import posted, reads_and_posts


@login_not_required
@reads_and_posts
def preferences(request, token):
    address = address_preferring(token)
    if not address:
        return render(request, "newsletters/link_ended.html", status=404)
    return answered(request, address)


@reads_and_posts
def own_preferences(request):
    """For the signed-in, by the address with which they sign in."""
    return answered(request, request.user.email)


def answered(request, address):
    if "leave_all" in request.POST:
        leave_all(address)
        messages.success(request, _("Nothing more will be sent to this address."))
        return redirect(request.path)
    active = Follow.objects.active().filter(subscriber__email=address.lower(), subscriber__left_at=None)
    named = [(follow, topic(follow.what, follow.key)) for follow in active]
    follows = [(follow, found.name if found else _("something that is not there any more")) for follow, found in named]
    form = PreferencesForm(posted(request), follows=follows, initial=actions.wishes_of(address))
    if form.is_valid():
        actions.save(address, form)
        messages.success(request, _("Your wishes are kept."))
        return redirect(request.path)
    context = {"form": form, "address": address}
    return render(request, "newsletters/preferences.html", context, status=400 if form.is_bound else 200)
