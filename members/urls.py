from django.urls import include, path

from members.views import (
    account,
    board,
    bureau,
    circle_keeping,
    circles,
    contact_cases,
    contacts,
    directory,
    facts,
    history,
    imports,
    invitations,
    joining,
    letters,
    liaison,
    mail,
    members,
    notes,
    notices,
    own_data,
    people,
    picture,
    profile,
    requests,
    still_right,
    team,
    verification,
)

app_name = "members"

# /desk/account/: a person's own account
own_account = [
    path("", account.account, name="account"),
    path("sign-out-everywhere/", account.leave_everywhere, name="sign_out_everywhere"),
    path("picture/", picture.picture, name="picture"),
    path("picture/remove/", picture.remove, name="remove_picture"),
    path("data/", own_data.data, name="own_data"),
    path("protection/", own_data.protection, name="protection"),
    path("erase/", own_data.erase_own, name="erase_account"),
]

# /desk/invitations/, and /invitations/<token>/ for the person invited
desk_invitations = [
    path("", invitations.invitations, name="invitations"),
    path("<int:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
]

# /desk/mail/: why did somebody get a mail, or not
desk_mail = [
    path("", mail.mail, name="mail"),
    path("suppressed/", mail.suppressed, name="suppressed"),
    path("suppressed/release/", mail.release, name="release_address"),
]

# /desk/verification/: is it still right? The rounds, who does not answer, and who is not reached
desk_verification = [
    path("", verification.rounds, name="verification"),
    path("begin/", verification.begin, name="begin_round"),
    path("rounds/<int:pk>/", verification.round_members, name="round"),
    path("rounds/<int:pk>/vacancies/", verification.vacancies, name="round_vacancies"),
    path("silence/", verification.silence, name="silence"),
    path("contacts/", contact_cases.contact_cases, name="contact_cases"),
    path("contacts/<int:pk>/", contact_cases.contact_case, name="contact_case"),
]

# Where the links in the mail lead, and what is said there
asked_by_mail = [
    path("still-right/<str:token>/", still_right.still_right, name="still_right"),
    path("not-right/<str:token>/", still_right.not_right, name="not_right"),
    path("hand-over/<str:token>/", still_right.hand_over, name="hand_over"),
    path("members/<slug:slug>/notes/", notes.notes, name="notes"),
    path("members/<slug:slug>/notes/<int:pk>/settle/", notes.settle, name="settle_note"),
]

# /join/: for those who want to become members
join = [
    path("", joining.join, name="join"),
    path("sent/", joining.sent, name="join_sent"),
    path("confirm/<str:token>/", joining.confirm, name="join_confirm"),
    path("status/<str:token>/", joining.status, name="join_status"),
    path("status/<str:token>/withdraw/", joining.withdraw, name="join_withdraw"),
    path("<slug:way>/", joining.ask, name="join_ask"),
]

# /desk/requests/: the secretariat answers them
desk_requests = [
    path("", requests.requests, name="requests"),
    path("<int:pk>/", requests.one, name="request"),
    path("<int:pk>/ask/", requests.ask_back, name="ask_back"),
    path("<int:pk>/accept/", requests.accept, name="accept_request"),
    path("<int:pk>/decline/", requests.decline, name="decline_request"),
    path("<int:pk>/mail/", requests.mail_again, name="request_mail"),
    path("<int:pk>/files/<int:file>/", requests.document, name="request_file"),
]

# /desk/members/: who is in the directory, and since when in the network
desk_members = [
    path("", members.members, name="members"),
    path("add/", members.add, name="add_member"),
    path("<slug:slug>/", members.member, name="member"),
    path("<slug:slug>/memberships/add/", members.add_membership, name="add_membership"),
    path("<slug:slug>/memberships/<int:pk>/", members.membership, name="membership"),
    path("<slug:slug>/memberships/<int:pk>/remove/", members.remove_membership, name="remove_membership"),
]

# /desk/liaison/: what was said to partners, for the secretariat alone
desk_liaison = [
    path("", liaison.liaison, name="liaison"),
    path("add/", liaison.add, name="add_liaison"),
    path("<int:pk>/", liaison.entry, name="liaison_entry"),
    path("<int:pk>/done/", liaison.done, name="liaison_done"),
]

# /desk/board/: the numbers of the secretariat, and their lists
desk_board = [
    path("", board.board, name="board"),
    path("members/", board.members, name="board_members"),
    path("posts/", board.posts, name="board_posts"),
    path("invitations/", board.invitations, name="board_invitations"),
    path("write/", letters.write, name="write"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/<slug:step>/", letters.step, name="letter_step"),
]

# /desk/people/: everybody with an account, for administrators
desk_people = [
    path("", people.people, name="people"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/post/", people.secretariat_post, name="person_post"),
    path("<int:pk>/active/", people.active, name="person_active"),
    path("<int:pk>/protection/", people.at_risk, name="person_at_risk"),
    path("<int:pk>/sessions/", people.end_sessions, name="person_sessions"),
    path("<int:pk>/erase/", people.erase_person, name="erase_person"),
]

# /members/<slug>/: the entry of a member, for those who write it
entry = [
    path("", profile.entry, name="entry"),
    path("edit/", profile.edit, name="edit"),
    path("changes/", profile.changes, name="changes"),
    path("preview/", profile.preview, name="preview"),
    path("discard/", profile.discard, name="discard"),
    path("revisions/", profile.revisions, name="revisions"),
    path("revisions/<int:number>/", profile.revision, name="revision"),
    path("confirm/", still_right.confirm, name="confirm"),
    path("ask/", still_right.ask, name="ask"),
]

# /contacts/: who can be written to
contact_pages = [
    path("", contacts.contacts, name="contacts"),
    path("<int:pk>.vcf", contacts.card, name="contact_card"),
    path("<int:pk>/photo/", contacts.photo, name="contact_photo"),
]

# /members/<slug>/team/: who holds a post for the member; /members/<slug>/handover/: what the next one finds
team_pages = [
    path("team/", team.team, name="team"),
    path("team/invite/", team.invite, name="team_invite"),
    path("team/invitations/<int:pk>/withdraw/", team.answer_invitation, {"what": "withdraw"}, name="team_withdraw"),
    path("team/invitations/<int:pk>/renew/", team.answer_invitation, {"what": "renew"}, name="team_renew"),
    path("team/<int:pk>/", team.post, name="post"),
    path("team/<int:pk>/end/", team.end_post, name="end_post"),
    path("team/<int:pk>/reopen/", team.reopen, name="reopen_post"),
    path("handover/", team.handover, name="handover"),
]

# /circles/, and /circles/<slug>/ for the people in one
circle_pages = [
    path("", circles.circles, name="circles"),
    path("<slug:slug>/", notices.circle, name="circle"),
    path("<slug:slug>/join/", circles.join, name="circle_join"),
    path("<slug:slug>/people/", circles.people, name="circle_people"),
    path("<slug:slug>/people/<int:pk>/", circles.person, name="circle_person"),
    path("<slug:slug>/invite/", circles.invite, name="circle_invite"),
    path("<slug:slug>/requests/<int:pk>/", circles.answer_request, name="circle_request"),
    path("<slug:slug>/me/", circles.me, name="circle_me"),
    path("<slug:slug>/me/stop-convening/", circles.stop_convening, name="circle_stop_convening"),
    path("<slug:slug>/leave/", circles.leave, name="circle_leave"),
    path("<slug:slug>/write/", notices.write, name="circle_write"),
    path("<slug:slug>/notices/<int:pk>/", notices.notice, name="circle_notice"),
    path("<slug:slug>/notices/<int:pk>/edit/", notices.edit, name="circle_edit"),
    path("<slug:slug>/notices/<int:pk>/withdraw/", notices.withdraw, name="circle_withdraw"),
    path("<slug:slug>/files/<int:pk>/", notices.file, name="circle_file"),
]

# /desk/circles/: the secretariat keeps the list of them
kept_circles = [
    path("", circle_keeping.circles, name="keep_circles"),
    path("<int:pk>/", circle_keeping.circle, name="keep_circle"),
    path("<int:pk>/convener/", circle_keeping.call_convener, name="call_convener"),
    path("<int:pk>/close/", circle_keeping.close, name="close_circle"),
]

# /members/<slug>/facts/: its answers to the questions that all are asked
entry_facts = [
    path("", facts.facts, name="facts"),
    path("add/<slug:question>/", facts.add_fact, name="add_fact"),
    path("<int:pk>/", facts.correct_fact, name="correct_fact"),
    path("<int:pk>/publish/", facts.publish_fact, name="publish_fact"),
    path("<int:pk>/withdraw/", facts.withdraw_fact, name="withdraw_fact"),
]

# /members/<slug>/history/: who changed what, and when
entry_history = [
    path("", history.history, name="history"),
    path("<str:kind>/<int:event>/", history.restore, name="restore"),
]

# /desk/bureau/: the file that passes from chair to chair
desk_bureau = [
    path("", bureau.bureau_file, name="bureau_file"),
    path("notes/new/", bureau.add_bureau_note, name="add_bureau_note"),
    path("notes/<int:pk>/", bureau.edit_bureau_note, name="edit_bureau_note"),
    path("notes/<int:pk>/files/<int:file>/", bureau.bureau_note_file, name="bureau_note_file"),
    path("terms/", bureau.bureau_terms, name="bureau_terms"),
    path("terms/<int:pk>/", bureau.edit_bureau_term, name="edit_bureau_term"),
    path("terms/<int:pk>/remove/", bureau.remove_bureau_term, name="remove_bureau_term"),
]

# /desk/import/: files with members or appointments
desk_import = [
    path("", imports.imports, name="imports"),
    path("present/<slug:kind>/", imports.import_template, name="import_template"),
    path("<int:pk>/", imports.one, name="import"),
    *(
        path(f"<int:pk>/{verb}/", imports.act, {"verb": verb}, name=f"import_{verb}")
        for verb in ("apply", "undo", "discard", "read_again", "invite")
    ),
]

urlpatterns = [
    path("desk/import/", include(desk_import)),
    path("contacts/", include(contact_pages)),
    path("answers/", facts.answers, name="answers"),
    path("bureau/", bureau.bureau, name="bureau"),
    path("desk/bureau/", include(desk_bureau)),
    path("members/<slug:slug>/facts/", include(entry_facts)),
    path("members/<slug:slug>/history/", include(entry_history)),
    path("circles/", include(circle_pages)),
    path("desk/circles/", include(kept_circles)),
    path("directory/", directory.directory, name="directory"),
    path("desk/account/", include(own_account)),
    path("desk/board/", include(desk_board)),
    path("desk/people/", include(desk_people)),
    path("desk/invitations/", include(desk_invitations)),
    path("desk/verification/", include(desk_verification)),
    path("desk/mail/", include(desk_mail)),
    path("join/", include(join)),
    path("desk/liaison/", include(desk_liaison)),
    path("desk/members/", include(desk_members)),
    path("desk/requests/", include(desk_requests)),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("members/<slug:slug>/", include(entry)),
    path("members/<slug:slug>/", include(team_pages)),
    path("", include(asked_by_mail)),
]
