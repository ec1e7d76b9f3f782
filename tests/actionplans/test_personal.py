from actionplans.actions.drafting import note_step
from actionplans.guide import STEPS
from actionplans.models import Commitment, DraftingStep
from members.actions.erase import erase
from tests.conftest import YESTERDAY
from wpsnet.personal import held


def test_download_names_what_she_wrote(tomas, namibia, source):
    Commitment.objects.create(member=namibia, made="2019", level="national", source=source, written_by=tomas)

    (commitment,) = held["plans"](tomas)["commitments"]

    assert (commitment["member__slug"], commitment["made"]) == ("NAM", "2019")


def test_her_name_is_erased_from_the_checklist(tomas, namibia, admin):
    note_step(namibia, STEPS[0], by=tomas, state="doing", owner="Tomas Haufiku, Ministry", note="Ask tomas@example.org")
    tomas.appointments.update(until=YESTERDAY)

    erase(tomas, by=admin)

    step = DraftingStep.objects.get()
    assert (step.owner, step.note) == ("[erased], Ministry", "Ask [erased]")
    assert step.history.filter(owner__contains="Haufiku").count() == 0
