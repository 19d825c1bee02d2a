"""The picture that the browser shows is the page of the file that is delivered, to the pixel."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from roomtests.harness import WAIT_MS, Hands

ENTRY = "content/工序/字盘.md"
#: What stands on a page of its entry with running text, and on the one with a table.
TEXT, CELL = "按读音分格", "小四号"

#: The picture that stands on a page, as the browser has decoded it, and the scale it asked for.
_SHOWN = """async (index) => {
    const img = document.querySelector(`#pages .page[data-index="${index}"] img`);
    const canvas = new OffscreenCanvas(img.naturalWidth, img.naturalHeight);
    canvas.getContext("2d").drawImage(img, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    return [btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join("")), img.src];
}"""


def shown(hands: Hands, index: int) -> tuple[Image.Image, float]:
    """What the browser shows of a page, and its pixels for a point."""
    hands.turn_to(index)
    name = hands.edition()["pages"][index]["name"]  # a busy browser may still show the last one
    wanted = f'#pages .page[data-index="{index}"] img[src*="{name}@"]'
    hands.page.locator(wanted).wait_for(timeout=WAIT_MS)
    data, source = hands.page.evaluate(_SHOWN, index)
    scale = int(source.rpartition("@")[2].removesuffix(".png"))
    return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"), scale / 100


def fetched(hands: Hands, name: str, scale: int = 100) -> Image.Image:
    """A page's picture as the server sends it."""
    root = f"{hands.room.url}/api/b/{hands.book.name}"
    answer = hands.page.request.get(f"{root}/page/{name}@{scale}.png")
    return Image.open(io.BytesIO(answer.body())).convert("RGB")


def drawn(page: pdfium.PdfPage, scale: float, *, grey: bool) -> Image.Image:
    return page.render(scale=scale, grayscale=grey).to_pil().convert("RGB")


def same(picture: Image.Image, page: pdfium.PdfPage, scale: float) -> bool:
    """Whether a picture is the page, pixel by pixel; a page without colour is drawn in grey."""
    red, green, blue = picture.split()
    grey = ImageChops.difference(red, green).getbbox() is None
    grey = grey and ImageChops.difference(green, blue).getbbox() is None
    other = drawn(page, scale, grey=grey)
    return other.size == picture.size and ImageChops.difference(picture, other).getbbox() is None


def delivered(hands: Hands, folder: Path) -> pdfium.PdfDocument:
    """The book, ordered in the page and downloaded."""
    hands.page.click("#tab-orders")
    before = len(hands.get("jobs"))
    hands.page.locator("#orders select").first.select_option("plain")
    hands.page.locator("#orders section", has_text="成书文件").get_by_role("button").click()
    hands.until(lambda: len(hands.get("jobs")) > before)
    hands.until(
        lambda: hands.get("jobs")[0]["state"] == "done", told=lambda: str(hands.get("jobs")[0])
    )
    made = hands.get("jobs")[0]["id"]  # which the page may hear of later
    job = hands.page.locator(f"#orders [data-job='{made}']")
    with hands.page.expect_download() as found:
        job.locator("a[download$='.pdf']").click()
    path = folder / f"delivered-{before}.pdf"
    found.value.save_as(path)
    hands.page.click("#tab-text")
    return pdfium.PdfDocument(path)


def has_picture(page: pdfium.PdfPage) -> bool:
    return any(one.type == raw.FPDF_PAGEOBJ_IMAGE for one in page.get_objects())


def changed(hands: Hands, book: pdfium.PdfDocument) -> Iterator[int]:
    """The pages whose pictures are not those of a book."""
    pages = hands.edition()["pages"]
    assert len(pages) == len(book)
    for index, page in enumerate(pages):
        if not page["blank"] and not same(fetched(hands, page["name"]), book[index], 1):
            yield index


def test_what_the_browser_shows_is_what_is_delivered(inside, kitchen_sink_copy, tmp_path):
    hands = inside(kitchen_sink_copy)
    before = delivered(hands, tmp_path)
    assert list(changed(hands, before)) == []
    words = [page.get_textpage().get_text_range().replace("\r\n", "") for page in before]
    text = next(index for index, found in enumerate(words) if TEXT in found)
    table = next(index for index, found in enumerate(words) if CELL in found)
    picture = next(index for index, page in enumerate(before) if has_picture(page))
    for index in (text, table, picture):
        seen, scale = shown(hands, index)
        assert same(seen, before[index], scale)
        assert not same(seen, before[index - 1], scale)

    # A character typed is on the page that is shown, and not in the file of before.
    hands.open(ENTRY.removeprefix("content/"))
    hands.put_cursor(TEXT)
    hands.type("也")
    hands.saved()
    hands.pressed(f"也{TEXT}")
    moved = list(changed(hands, before))
    assert text in moved
    assert {hands.edition()["pages"][index]["unit"] for index in moved} == {
        hands.edition()["pages"][text]["unit"]
    }
    after = delivered(hands, tmp_path)
    assert list(changed(hands, after)) == []
    seen, scale = shown(hands, text)
    assert same(seen, after[text], scale)
    assert not same(seen, before[text], scale)
