// The bar over the pages: place, spreads, size.

import { byId, el, fill, toast } from "./dom.js";
import { say } from "./words.js";

const SIZES = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

/** @param {import("./room.js").Room} room */
export function view({ pages, api }) {
  const kept = `huozi/view/${api.id}`;
  const zoom = byId("zoom");

  function told() {
    const input = byId("page-now");
    const folios = pages.beside().map((index) => pages.pages[index].folio || `#${index + 1}`);
    if (document.activeElement !== input) input.value = folios.join("–");
  }

  function sized() {
    const percent = `${Math.round(pages.zoom * 100)} %`;
    const fits = [el("option", { value: "page" }, say("middle.fit-page")), el("option", { value: "width" }, say("middle.fit-width"))];
    const sizes = SIZES.map((size) => el("option", { value: size }, `${Math.round(size * 100)} %`));
    fill(zoom, ...fits, ...sizes);
    zoom.value = String(pages.fit);
    zoom.title = percent;
    zoom.dataset.percent = percent;
    remember();
  }

  function remember() {
    localStorage.setItem(kept, JSON.stringify({ fit: pages.fit, spreads: pages.spreads, page: pages.current }));
  }

  function facing() {
    told();
    byId("facing").setAttribute("aria-pressed", String(pages.spreads));
    remember();
  }

  const old = JSON.parse(localStorage.getItem(kept) ?? "{}");
  pages.fit = old.fit ?? "page";
  pages.spreads = old.spreads ?? pages.spreads;
  pages.addEventListener("place", () => {
    told();
    remember();
  });
  pages.addEventListener("opened", () => {
    pages.turnTo(old.page ?? 0);
    told();
  });
  pages.addEventListener("zoom", sized);
  zoom.addEventListener("change", () => {
    pages.resize(Number(zoom.value) || zoom.value);
    sized();
  });
  byId("smaller").addEventListener("click", () => pages.step(-1));
  byId("larger").addEventListener("click", () => pages.step(1));
  byId("back").addEventListener("click", () => pages.turn(-1));
  byId("forth").addEventListener("click", () => pages.turn(1));
  byId("facing").addEventListener("click", () => {
    pages.facing(!pages.spreads);
    facing();
  });
  byId("go").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const index = pageOf(byId("page-now").value, pages.pages);
    if (index >= 0) pages.turnTo(index);
    else toast(say("middle.no-page"));
    pages.host.focus({ preventScroll: true });
    told();
  });
  sized();
  byId("facing").setAttribute("aria-pressed", String(pages.spreads));
}

/**
 * The page that somebody asks for: 8, ８, 8-9, 第8页, v; #12 is the twelfth page of the file. -1 for none.
 * @param {string} asked @param {import("./api.js").RoomPage[]} pages
 */
function pageOf(asked, pages) {
  const wanted = asked.normalize("NFKC").trim().replace(/^第|[页面]$/g, "").trim().split(/ *[-–—~] */)[0].toLowerCase();
  const folio = pages.findIndex((page) => page.folio.toLowerCase() === wanted);
  const number = /^#\d+$/.test(wanted) ? Number(wanted.slice(1)) : 0;
  return folio < 0 && number <= pages.length ? number - 1 : folio;
}
