"""The components: text escaped, errors tied to their fields, nothing the security policy refuses."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.template.loader import render_to_string

from kentongan.design import fields, gallery, icons, states
from kentongan.design.brand import Brand
from kentongan.design.parts import Crumb, Event, Link, Part, Step

EVIL = '<script>"x"</script>'
SAFE = "&lt;script&gt;"


def shown(text: str, **context: Any) -> str:
    return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize(
    "text",
    [
        "{% button evil %}",
        "{% button 'x' href=evil data_x=evil %}",
        "{% badge evil %}",
        "{% status evil %}",
        "{% stat evil evil unit=evil of=evil note=evil %}",
        "{% phone '0812' evil %}",
        "{% callout 'info' evil %}{{ evil }}{% endcallout %}",
        "{% empty evil action=evil href=evil %}{{ evil }}{% endempty %}",
        "{% table evil %}{% endtable %}",
        "{% keep evil %}",
        "{% crumbs crumbs %}",
        "{% tabs links %}",
        "{% chips links remove=True %}",
        "{% steps steps %}",
        "{% timeline events %}",
        "{% facts facts %}",
        "{% region_path names %}",
        "{% shares parts evil %}",
        "{% bar_list parts %}",
        "{% spark values evil %}",
        "{% qr 'https://contoh.id/' evil %}",
        "{% icon 'home' evil %}",
        "{{ evil|markdown }}",
    ],
)
def test_text_is_escaped_everywhere(text: str) -> None:
    html = shown(
        text,
        evil=EVIL,
        crumbs=[Crumb(EVIL, EVIL), Crumb(EVIL)],
        links=[Link(EVIL, EVIL, current=True)],
        steps=[Step(EVIL, "done", EVIL)],
        events=[Event(EVIL, datetime(2023, 2, 17, tzinfo=UTC), EVIL, EVIL, EVIL)],
        facts=[(EVIL, EVIL)],
        names=[EVIL],
        parts=[Part(EVIL, 3, "strong", EVIL)],
        values=[1, 2],
    )
    assert "<script" not in html
    assert SAFE in html


class TestFields:
    form = gallery.context()["refused"]

    def test_an_error_is_tied_to_its_field(self) -> None:
        html = shown("{% field form.title %}", form=self.form)
        assert 'aria-describedby="id_salah-title_hint id_salah-title_error"' in html
        assert 'aria-invalid="true"' in html
        assert 'id="id_salah-title_error"' in html
        assert '<label for="id_salah-title">' in html

    def test_what_was_typed_stays(self) -> None:
        assert "x" * 161 in shown("{% field form.short_text count=160 %}", form=self.form)

    def test_the_summary_links_to_each_field(self) -> None:
        html = shown("{% form_errors form %}", form=self.form)
        targets = re.findall(r'href="#([^"]+)"', html)
        assert targets == ["id_salah-title", "id_salah-short_text", "id_salah-valid_until", "id_salah-medium"]
        page = shown("{% fields form %}", form=self.form)
        assert all(f'id="{target}"' in page for target in targets)

    def test_no_summary_without_errors(self) -> None:
        assert shown("{% form_errors form %}", form=gallery.SampleForm()).strip() == ""

    def test_only_what_may_stay_empty_says_so(self) -> None:
        class Wish(forms.Form):
            conditional = ("reason",)
            reason = forms.CharField(required=False)
            note = forms.CharField(required=False)
            name = forms.CharField()

        told = [name for name in Wish().fields if "boleh kosong" in str(fields.render(Wish()[name]))]

        assert told == ["note"]

    def test_a_choice_is_a_fieldset_of_cards_with_one_label_each(self) -> None:
        html = shown("{% field form.medium %}", form=gallery.SampleForm())
        assert html.count('<label class="choice">') == html.count("<label") == 3
        assert "<legend>Disampaikan lewat</legend>" in html
        assert html.count('type="radio"') == 3

    def test_a_counter_has_its_limit(self) -> None:
        html = shown("{% field form.short_text count=160 %}", form=gallery.SampleForm())
        assert 'data-count="160"' in html
        assert 'id="id_short_text_count"' in html


class TestStates:
    @pytest.mark.parametrize("state", sorted(states.LOOKS))
    def test_each_has_word_shape_and_tone(self, state: str) -> None:
        look = states.look(state)
        assert look.shape in icons.SHAPES
        assert look.tone in {"ok", "info", "wait", "bad", "mute"}
        assert str(look.word) in shown("{% status state %}", state=state)

    def test_the_four_answers_differ_in_more_than_colour(self) -> None:
        four = [states.look(state) for state in ("received", "disseminated", "declined", "silent")]
        assert len({look.shape for look in four}) == len({str(look.word) for look in four}) == 4

    def test_an_unknown_state_breaks_no_page(self) -> None:
        assert "entah" in shown("{% status 'entah' %}")


@pytest.mark.parametrize("name", sorted(icons.PATHS))
def test_an_icon_weighs_at_most_300_bytes(name: str) -> None:
    assert len(icons.icon(name)) <= 300


def test_a_success_message_says_what_need_not_be_kept_any_longer() -> None:
    html = render_to_string(
        "design/portal.html", {"messages": [Message(25, "Tersimpan.", extra_tags="paket-baru")]}
    )
    assert 'data-kept="paket-baru"' in html


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
def test_an_error_page_stands_without_any_context(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


def test_the_style_guide_breaks_no_policy() -> None:
    brand = Brand(name="Kabupaten Contoh", sheet_url="/gaya/b01c2e.css")
    html = render_to_string("design/gaya.html", {**gallery.context(), "brand": brand, "demo": True})
    assert "<style" not in html
    assert not re.search(r"<[^>]+ (style|on[a-z]+)=", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert html.count('rel="stylesheet"') == 2
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
