from observatory.networks import NETWORKS, PartnerFilter, partners
from wpsnet.listing import listing
from wpsnet.public_cache import public_page


@public_page
def networks(request):
    found = PartnerFilter(request.GET, partners())
    return listing(
        request,
        found,
        template="observatory/networks.html",
        name="networks",
        columns=NETWORKS,
        context={"section": "countries"},
    )
