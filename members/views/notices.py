"""Notices of a circle: read, written, changed and withdrawn by the people in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.actions import notices as actions
from members.forms.circles import NoticeForm, ReplyForm, edit_form
from members.typed import keeps_typed_text, typed_text
from members.views.circles import in_circle, inside, shown_and_acted_on
from wpsnet.files import give
from wpsnet.listing import page_of
from wpsnet.models import StoredFile


@require_safe
@in_circle
def circle(request, mine):
    """The notices, newest first."""
    threads = mine.circle.notices.threads().worth_showing().with_replies().select_related("author__person")
    context = inside(mine) | {
        "page": page_of(threads.order_by("-written_at", "-pk"), request.GET.get("page", 1)),
        "has_convener": mine.convenes or mine.circle.memberships.convening().exists(),
        "asking": mine.convenes and mine.circle.memberships.asking().count(),
    }
    return render(request, "members/circles/circle.html", context)


def require_open(mine):
    if mine.circle.closed_at:
        raise PermissionDenied(_("This circle is closed: its notices can be read, and nothing new can be written."))


@keeps_typed_text
@shown_and_acted_on
@in_circle
def write(request, mine):
    require_open(mine)
    sent = (request.POST, request.FILES) if request.method == "POST" else (typed_text(request),)
    form = NoticeForm(*sent)
    if request.method == "POST" and form.is_valid():
        notice = put_up(mine, form)
        return redirect("members:circle_notice", mine.circle.slug, notice.pk)
    context = inside(mine) | {"form": form}
    return render(request, "members/circles/write.html", context, status=400 if request.method == "POST" else 200)


def put_up(mine, form, **about):
    """Write what FORM holds; who was removed meanwhile is told what everybody outside is told."""
    given = form.cleaned_data
    about |= {"title": given.get("title", ""), "files": given["files"]}
    try:
        return actions.write(mine, given["words"], **about)
    except actions.HasLeft as error:
        raise Http404 from error


def thread_or_404(mine, pk):
    threads = mine.circle.notices.threads().worth_showing().select_related("author__person")
    if notice := threads.prefetch_related("files").filter(pk=pk).first():
        return notice
    raise Http404


@keeps_typed_text
@shown_and_acted_on
@in_circle
def notice(request, mine, pk):
    """One notice with its replies, oldest first; the form below adds one."""
    thread = thread_or_404(mine, pk)
    if request.method != "POST":
        return thread_page(request, mine, thread, ReplyForm(typed_text(request)))
    require_open(mine)
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return thread_page(request, mine, thread, form, status=400)
    put_up(mine, form, reply_to=thread)
    messages.success(request, _("Your reply is there."))
    return redirect("members:circle_notice", mine.circle.slug, thread.pk)


def thread_page(request, mine, thread, form, status=200):
    replies = thread.replies.standing().select_related("author__person").prefetch_related("files")
    page = page_of(replies.order_by("written_at", "pk"), request.GET.get("page", 1))
    context = inside(mine) | {"notice": thread, "page": page, "form": form}
    return render(request, "members/circles/notice.html", context, status=status)


def standing_or_404(mine, pk):
    """A notice or reply that can still be changed."""
    rows = mine.circle.notices.standing().select_related("author__person", "reply_to")
    if found := rows.filter(pk=pk).first():
        return found
    raise Http404


@keeps_typed_text
@shown_and_acted_on
@in_circle
def edit(request, mine, pk):
    changed = standing_or_404(mine, pk)
    require_open(mine)
    if changed.author_id != mine.pk:
        raise PermissionDenied(_("Only who wrote a notice changes its words."))
    form = edit_form(changed, *((request.POST, request.FILES) if request.method == "POST" else (typed_text(request),)))
    if request.method == "POST" and form.is_valid():
        return save(request, mine, changed, form.cleaned_data)
    context = inside(mine) | {"form": form, "notice": changed}
    return render(request, "members/circles/write.html", context, status=400 if request.method == "POST" else 200)


def save(request, mine, changed, given):
    about = {"title": given.get("title", ""), "files": given["files"], "dropped": given.get("dropped", ())}
    if actions.edit(changed, given["words"], **about):
        messages.success(request, _("Your changes are saved."))
    else:
        messages.warning(request, _("Nothing was saved: the notice has been withdrawn meanwhile."))
        return redirect("members:circle", mine.circle.slug)
    return redirect("members:circle_notice", mine.circle.slug, changed.thread)


@shown_and_acted_on
@in_circle
def withdraw(request, mine, pk):
    """Take one's own notice back; the conveners may take back any."""
    gone = standing_or_404(mine, pk)
    if gone.author_id != mine.pk and not mine.convenes:
        raise PermissionDenied(_("Only who wrote a notice, and the conveners, withdraw it."))
    if request.method != "POST":
        return render(request, "members/circles/withdraw.html", inside(mine) | {"notice": gone})
    actions.withdraw(gone)
    messages.success(request, _("The notice is withdrawn. Its words and files are gone."))
    return redirect("members:circle", mine.circle.slug)


@require_safe
@in_circle
def file(request, mine, pk):
    """A file of a notice: there is no other way to it."""
    attached = mine.circle.notices.standing().filter(files=pk)
    if attached.exists():
        return give(StoredFile.objects.get(pk=pk))
    raise Http404
