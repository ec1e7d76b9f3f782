import pytest

from wpsnet.logs import without_tokens

TOKEN = "Xy9" + "a" * 40


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"GET /en/invitations/{TOKEN}/", "GET /en/invitations/[token]/"),
        (f"GET /en/invitations/{TOKEN}?x=1", "GET /en/invitations/[token]?x=1"),
        (
            "/accounts/password/reset/key/1-cyk6s5-0123456789abcdef0123456789abcdef/",
            "/accounts/password/reset/key/[token]/",
        ),
        ("/en/confirm/MTpuYW1pYmlh:1tKx5a:Q9vE-0yTzm3Xq_abcdefghijkl/", "/en/confirm/[token]/"),
        (
            "/en/meetings/second-meeting-of-the-whole-network-in-new-york/",
            "/en/meetings/second-meeting-of-the-whole-network-in-new-york/",
        ),
        ("d51b5cc4-a144-4041-b7c6-487a88a7ec0a", "d51b5cc4-a144-4041-b7c6-487a88a7ec0a"),
    ],
)
def test_long_tokens_in_paths_are_masked(text, masked):
    assert without_tokens(text) == masked
