from members.exports import DIRECTORY
from members.filters import MemberFilter
from members.models import Member
from wpsnet.listing import listing
from wpsnet.public_cache import public_page


@public_page
def directory(request):
    members = MemberFilter(request.GET, Member.objects.for_list().with_confirmation())
    return listing(
        request,
        members,
        template="members/directory.html",
        name="directory",
        columns=DIRECTORY,
        context={"section": "countries"},
        per_page=100,
    )
