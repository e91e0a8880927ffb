"""What the page says to an answer."""

import pytest

RIGHT, WRONG, NOT_YET = "Right.", "Not so.", "Not yet."

TYPED = [
    ("length", "4", RIGHT),
    ("length", " 4 cells ", RIGHT),
    ("length", "8/2", RIGHT),
    ("length", "4.000000000001", NOT_YET),
    ("length", "6", f"{WRONG} You counted the cells of the input"),
    ("length", "5", f"{NOT_YET} Lay the kernel at the left end"),
    ("share", "1/3", RIGHT),
    ("share", "1 \N{FRACTION SLASH} 3", RIGHT),
    ("share", ".34", RIGHT),
    ("share", "0,33", RIGHT),
    ("share", "0.35", NOT_YET),
    ("share", "−1/3", f"{WRONG} A part is not negative."),
    ("share", "1,250", f"{WRONG} That is their number."),
    ("share", "1 250", f"{WRONG} That is their number."),
    ("share", "1.25e3", f"{WRONG} That is their number."),
    ("output", "-3 4", RIGHT),
    ("output", "[−3, 4]", RIGHT),
    ("output", "(– 3; 8 / 2)", RIGHT),
    ("output", "3, -4", f"{WRONG} That is the <flipped> kernel."),
    ("output", "2 −3 4", f"{WRONG} That has padding."),
    ("output", "4 -3", NOT_YET),
    ("output", "-3", NOT_YET),
]


@pytest.mark.parametrize(("name", "typed", "said"), TYPED)
def test_an_answer_is_read_and_judged(answer, name, typed, said):
    reply = answer(name, typed)
    assert reply.locator(".cb-verdict").inner_text().startswith(said)
    committed = said != NOT_YET and not said.startswith(NOT_YET)
    assert reply.locator(".cb-reveal").count() == committed
    assert reply.page.locator(f"#{name} .cb-form").is_visible() != committed


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("length", "abc", "“abc” is not a number."),
        ("length", "", "Type an answer first."),
        ("length", "4 6", "“4 6” is more than one number."),
        ("share", "1/0", "“1/0” is not a number."),
        ("output", "-3, x", "“x” is not a number."),
        ("output", "[]", "Type an answer first."),
        ("output", ",", "Type an answer first."),
    ],
)
def test_what_is_no_answer_gets_a_sentence_and_commits_nobody(answer, name, typed, said):
    reply = answer(name, typed)
    assert reply.locator(".cb-verdict").inner_text().startswith(said)
    field = reply.page.locator(f"#{name}-answer")
    assert field.is_visible() and field.get_attribute("aria-invalid") == "true"


def test_the_reply_repeats_the_answer_and_explains_the_right_one(answer):
    reply = answer("output", "3, -4")
    assert reply.inner_text().split("\n\n") == [
        "Your answer: 3, −4",
        "Not so. That is the <flipped> kernel.",
        "(−3, 4). The output is (−3, 4).",
    ]


def test_after_not_yet_another_answer_is_taken(answer):
    reply = answer("length", "5")
    reply.page.keyboard.type("4")  # over the first, which is selected
    reply.page.keyboard.press("Enter")
    assert reply.locator(".cb-verdict").inner_text() == "Right."


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("It doubles", "Right."),
        ("It stays", "Not so. The weights stay, but each image has maps of its own."),
        ("It is half", "Not yet. Think of one image."),
        (None, "Choose an answer first."),
    ],
)
def test_a_choice_is_judged(opened, chosen, said):
    page = opened()
    if chosen:
        page.get_by_label(chosen).check()
    page.locator("#memory").get_by_role("button", name="Answer", exact=True).click()
    assert page.locator("#memory .cb-verdict").inner_text() == said


def test_who_gives_up_sees_the_answer(opened):
    page = opened()
    page.locator("#length").get_by_role("button", name="Show the answer").click()
    assert page.locator("#length .cb-reply").inner_text().split("\n\n") == [
        "Shown without an answer of yours.",
        "4 cells. The output has 4 cells, because the kernel has 4 places.",
    ]
    assert page.locator("#length .cb-form").is_hidden()


def test_no_answer_is_kept_beyond_the_visit(answer):
    page = answer("length", "4").page
    page.reload()
    assert page.locator("#length .cb-reply").inner_text() == ""
    assert page.locator("#length-answer").input_value() == ""
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_damaged_question_keeps_its_fold_and_stops_no_other(page_file, chromium, tmp_path):
    html = page_file.read_text("utf-8")
    key = html.split('data-cb-key="')[1].split('"')[0]
    file = tmp_path / "damaged.html"
    file.write_text(html.replace(key, "????", 1), "utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert page.locator("#length .cb-fold").is_visible()
    assert page.locator("#length .cb-form").count() == 0
    assert page.locator("#fig-waits").is_visible()
    assert page.locator("#share .cb-form").is_visible()
    page.close()
