from members.differences import between, pieces, sides


def test_words_are_compared_not_letters():
    assert pieces("It meets monthly.\n\nAll come.", "It meets every month.\n\nAll come.") == [
        ("same", "It meets "),
        ("removed", "monthly."),
        ("same", " "),
        ("added", "every month."),
        ("same", "\n\n"),
        ("same", "All come."),
    ]


def test_chinese_is_compared_sign_by_sign():
    assert pieces("每月开会", "每季度开会") == [("same", "每"), ("removed", "月"), ("added", "季度"), ("same", "开会")]


def test_new_text_is_found_whole_in_the_difference():
    old, new = "one two\nthree four", "zero one\ntwo four five\n\nsix"

    assert "".join(words for kind, words in pieces(old, new) if kind != "removed").split() == new.split()


def test_only_what_differs_is_listed():
    old = {"setup": {"en": "same", "fr": "avant"}, "laws": {"en": "gone"}}
    new = {"setup": {"en": "same", "fr": "après"}}

    found = [(section.value, [language for language, _way in languages]) for section, languages in between(old, new)]

    assert found == [("setup", ["fr"]), ("laws", ["en"])]


def test_sides_tell_who_changed_what():
    opened = {"setup": "a", "laws": "b", "police": "c"}
    theirs = opened | {"setup": "A", "laws": "B"}
    mine = opened | {"setup": "x", "police": "C"}

    assert sides(opened, theirs, mine) == {"setup": "both", "laws": "theirs", "police": "mine"}


def test_without_the_opened_text_every_difference_is_shown():
    assert sides(None, {"setup": "a", "laws": "b"}, {"setup": "x", "laws": "b"}) == {"setup": "both"}
