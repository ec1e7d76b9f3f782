import gettext
import re

import pytest
from babel.messages.pofile import read_po

from wpsnet import texts

MODULE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
A = _("Meeting of %(country)s")
B = ngettext("%(count)s plan", "%(count)s plans", 3)
# Translators: the person, not the piece of furniture
C = pgettext_lazy("role", "chair")
"""
TEMPLATE = """
<p title="it's {{ a }}">{% translate "Plans" %} {% translate "Plans" context "shown" %}</p>
  {% blocktranslate trimmed count n=n %}
    {{ n }} day
  {% plural %}
    {{ n }} days
  {% endblocktranslate %}
{{ x|default:_("nothing") }} {% include "a.html" with label=_("A label") %}
"""


@pytest.fixture
def tree(tmp_path):
    """A small project with one app and one template."""
    (tmp_path / "app").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "app" / "apps.py").write_text("")
    (tmp_path / "app" / "views.py").write_text(MODULE)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    return tmp_path


def po(tree, locale="fr"):
    return texts.catalogue_path(tree, locale)


def translate(tree, locale, message, *forms, context=None):
    """Write a translation into a catalogue, as a translator does."""
    plural = f'msgid_plural "{message}s"\n' if len(forms) > 1 else ""
    empty = "".join(f'msgstr[{n}] ""\n' for n in range(len(forms))) if plural else 'msgstr ""\n'
    filled = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms)) if plural else f'msgstr "{forms[0]}"\n'
    head = (f'msgctxt "{context}"\n' if context else "") + f'msgid "{message}"\n{plural}'
    content = po(tree, locale).read_text()
    assert head + empty in content
    po(tree, locale).write_text(content.replace(head + empty, head + filled))


def about(tree, locale, message):
    """What `check` says about MESSAGE in LOCALE."""
    return [fault for fault in texts.check(tree) if fault.startswith(f"{locale}: “{message}”")]


def test_all_marked_texts_are_found(tree):
    found = {(text.id, text.context) for text in texts.texts_of_code(tree)}

    assert found == {
        ("Meeting of %(country)s", None),
        (("%(count)s plan", "%(count)s plans"), None),
        ("chair", "role"),
        ("Plans", None),
        ("Plans", "shown"),
        (("%(n)s day", "%(n)s days"), None),
        ("nothing", None),
        ("A label", None),
    }


def test_the_portal_itself_can_be_read():
    assert len(texts.texts_of_code(texts.settings.BASE_DIR)) > 300


def test_the_catalogue_has_comments_flags_and_no_line_numbers(tree):
    texts.extract(tree)

    content = po(tree).read_text()

    assert "#. Translators: the person, not the piece of furniture\n#: app/views.py\n" in content
    assert '#, python-format\nmsgid "Meeting of %(country)s"' in content
    assert not re.search(r"#: .*:\d", content)
    assert "Date" not in content


@pytest.mark.parametrize(("locale", "forms"), [("ar", 6), ("ru", 4), ("es", 3), ("fr", 2), ("zh_Hans", 1)])
def test_each_language_has_the_plural_forms_of_django(tree, locale, forms):
    texts.extract(tree)

    with open(po(tree, locale), "rb") as file:
        catalogue = read_po(file, locale=locale)

    assert catalogue.num_plurals == forms
    assert len([catalogue.get("%(count)s plan").string][0]) == forms


def test_extracting_again_changes_nothing(tree):
    assert len(texts.extract(tree)) == 5
    assert texts.extract(tree) == []


def test_translations_stay_and_vanished_texts_go(tree):
    texts.extract(tree)
    translate(tree, "fr", "chair", "présidence", context="role")
    (tree / "app" / "views.py").write_text(MODULE.replace("Meeting of", "Session of"))

    texts.extract(tree)

    content = po(tree).read_text()
    assert 'msgctxt "role"\nmsgid "chair"\nmsgstr "présidence"' in content
    assert "Meeting of" not in content
    assert 'msgid "Session of %(country)s"\nmsgstr ""' in content
    assert "fuzzy" not in content


def test_a_text_that_gets_a_plural_is_translated_anew(tree):
    texts.extract(tree)
    translate(tree, "fr", "A label", "Une étiquette")
    (tree / "app" / "views.py").write_text(MODULE + 'D = ngettext("A label", "Labels", 2)\n')

    texts.extract(tree)

    assert 'msgid "A label"\nmsgid_plural "Labels"\nmsgstr[0] ""' in po(tree).read_text()


def test_compiled_plurals_work(tree):
    texts.extract(tree)
    translate(tree, "ar", "%(count)s plan", "صفر", "واحد", "اثنان", "%(count)s قليل", "%(count)s كثير", "%(count)s آخر")

    assert len(texts.compile(tree)) == 5

    with open(po(tree, "ar").with_suffix(".mo"), "rb") as file:
        arabic = gettext.GNUTranslations(file)
    several = [arabic.ngettext("%(count)s plan", "%(count)s plans", n) for n in (0, 1, 2, 3, 11, 100)]
    assert several == ["صفر", "واحد", "اثنان", "%(count)s قليل", "%(count)s كثير", "%(count)s آخر"]


def test_compiling_again_does_nothing(tree):
    texts.extract(tree)
    texts.compile(tree)

    assert texts.compile(tree) == []


def test_check_finds_what_is_missing_and_what_is_empty(tree):
    assert about(tree, "fr", "Plans") == ["fr: “Plans” is missing: run texts extract"] * 2

    texts.extract(tree)

    assert about(tree, "ru", "nothing") == ["ru: “nothing” is empty"]


def test_check_is_content_with_a_good_translation(tree):
    texts.extract(tree)
    translate(tree, "fr", "Meeting of %(country)s", "Réunion de %(country)s")
    translate(tree, "fr", "%(count)s plan", "%(count)s plan", "%(count)s plans")

    assert about(tree, "fr", "Meeting of %(country)s") == []
    assert about(tree, "fr", "%(count)s plan") == []


@pytest.mark.parametrize(
    "wrong", ["Réunion", "Réunion de %(pays)s", "Réunion de %(country)s %(extra)s", "%s de %(country)s"]
)
def test_check_finds_wrong_places(tree, wrong):
    texts.extract(tree)
    translate(tree, "fr", "Meeting of %(country)s", wrong)

    (fault,) = about(tree, "fr", "Meeting of %(country)s")

    assert "has other places than the English text" in fault


def test_a_form_for_one_number_need_not_name_it(tree):
    texts.extract(tree)
    forms = ["صفر", "واحد", "اثنان", "%(count)s", "%(count)s", "%(count)s"]
    translate(tree, "ar", "%(count)s plan", *forms)
    translate(tree, "ru", "%(count)s plan", "один", "%(count)s", "%(count)s", "%(count)s")  # also for 21

    assert about(tree, "ar", "%(count)s plan") == []
    assert len(about(tree, "ru", "%(count)s plan")) == 1


def test_check_finds_fuzzy_texts_and_wrong_headers(tree):
    texts.extract(tree)
    translate(tree, "fr", "nothing", "rien")
    content = po(tree).read_text().replace('msgid "nothing"', '#, fuzzy\nmsgid "nothing"')
    po(tree).write_text(content.replace("nplurals=2; plural=(n > 1)", "nplurals=2; plural=(n != 1)"))

    assert about(tree, "fr", "nothing") == ["fr: “nothing” is fuzzy"]
    assert any("the Plural-Forms must be Django's" in fault for fault in texts.check(tree))


def test_check_finds_texts_that_no_code_has(tree):
    texts.extract(tree)
    (tree / "app" / "views.py").write_text("")

    assert "is not in the code any more" in about(tree, "fr", "chair")[0]


@pytest.mark.parametrize(
    "code",
    [
        '_(f"Meeting of {country}")',
        '_("Meeting of %s" % country)',
        '_("Meeting of {}".format(country))',
        'translation.gettext("Meeting of " + country)',
        'pgettext_lazy("role", f"{chair}")',
    ],
)
def test_check_finds_texts_that_are_put_together(tree, code):
    (tree / "app" / "forms.py").write_text(f"X = {code}\n")

    assert "app/forms.py:1: the text is put together before it is translated" in texts.check(tree)


def test_check_finds_untrimmed_blocks(tree):
    (tree / "templates" / "long.html").write_text("{% blocktranslate %}\n  Two\n  lines\n{% endblocktranslate %}")

    assert any(fault.startswith("templates/long.html: ") and "not trimmed" in fault for fault in texts.check(tree))
