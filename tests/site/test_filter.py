"""The field above the errata."""

PAGE = "book/appendix/errata.html"
ROWS = "table.cb-errata tbody tr"
VISIBLE = f"{ROWS}:visible"


def test_rows_that_do_not_hold_all_words_are_hidden_and_counted(fresh):
    window = fresh()
    window.goto(PAGE)
    field = window.page.get_by_role("searchbox", name="Show rows with")
    whole = window.page.locator(VISIBLE).count()
    field.fill("Kernel stride")
    texts = [text.lower() for text in window.page.locator(VISIBLE).all_inner_texts()]
    assert 0 < len(texts) < whole and all("kernel" in one and "stride" in one for one in texts)
    count = window.page.locator(".cb-filter [role=status]")
    assert count.inner_text() == f"{len(texts)} of {whole}"
    field.fill("")
    assert window.page.locator(VISIBLE).count() == whole == 96


def test_a_link_to_a_hidden_row_shows_it(fresh):
    window = fresh()
    window.goto(PAGE)
    window.page.get_by_role("searchbox", name="Show rows with").fill("no row has this")
    assert window.page.locator(VISIBLE).count() == 0
    window.page.evaluate("location.hash = '#erratum-a42'")
    window.page.locator("#erratum-a42").wait_for(state="visible")
    assert window.page.locator(VISIBLE).count() == 96


def test_without_javascript_all_rows_show_and_there_is_no_field(fresh):
    window = fresh(java_script_enabled=False)
    window.goto(PAGE)
    assert window.page.locator(VISIBLE).count() == 96
    assert window.page.locator(".cb-filter").count() == 0
