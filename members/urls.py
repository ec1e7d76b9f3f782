from django.urls import include, path

from members.views import account, directory, invitations

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

urlpatterns = [
    path("directory/", directory.directory, name="directory"),
    path("desk/account/", include(own_account)),
    path("desk/invitations/", include(desk_invitations)),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
