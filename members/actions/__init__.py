from members.actions.account import save_account, sign_out_everywhere
from members.actions.invitations import (
    InvitationClosed,
    accept_invitation,
    accept_with_account,
    invite,
    open_invitation,
    withdraw_invitation,
)

__all__ = [
    "InvitationClosed",
    "accept_invitation",
    "accept_with_account",
    "invite",
    "open_invitation",
    "save_account",
    "sign_out_everywhere",
    "withdraw_invitation",
]
