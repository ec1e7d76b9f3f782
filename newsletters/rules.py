"""Who may do what with the newsletter. Whoever hands an edition in cannot approve it."""

import rules

from members.rules import is_secretariat


@rules.predicate
def handed_in_by_another(user, edition):
    return edition is None or edition.submitted_by_id != user.pk


rules.add_perm("newsletters.edit", is_secretariat)
rules.add_perm("newsletters.approve", is_secretariat & handed_in_by_another)
