from actionplans.models import Plan, PlanEvent


def test_status_follows_from_events(namibia, source):
    plan = Plan.objects.create(member=namibia, slug="1", generation=1, kind="national")
    PlanEvent.objects.create(plan=plan, kind="launched", date="2017", stated_on="2017-09-21", source=source)

    assert Plan.objects.with_status("2017-09-20").get().status is None
    assert Plan.objects.with_status("2017-09-21").get().status == "in_force"
