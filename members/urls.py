from django.urls import include, path

from members.views import account, directory, invitations, profile, still_right

app_name = "members"

# /desk/account/: a person's own account
own_account = [
    path("", account.account, name="account"),
    path("sign-out-everywhere/", account.leave_everywhere, name="sign_out_everywhere"),
]

# /desk/invitations/, and /invitations/<token>/ for the person invited
desk_invitations = [
    path("", invitations.invitations, name="invitations"),
    path("<int:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
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

urlpatterns = [
    path("directory/", directory.directory, name="directory"),
    path("desk/account/", include(own_account)),
    path("desk/invitations/", include(desk_invitations)),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("members/<slug:slug>/", include(entry)),
    path("still-right/<str:token>/", still_right.still_right, name="still_right"),
]
