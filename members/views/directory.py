from members.exports.directory import DIRECTORY
from members.filters.directory import MemberFilter
from members.models import Member, with_silence
from wpsnet.listing import listing
from wpsnet.public_cache import public_page


@public_page
def directory(request):
    members = MemberFilter(request.GET, with_silence(Member.objects.for_list().with_confirmation()))
    return listing(
        request,
        members,
        template="members/directory.html",
        name="directory",
        columns=DIRECTORY,
        context={"section": "countries"},
    )
