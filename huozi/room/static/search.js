// Search in the texts of the book.

import { byId, el, fill, toast } from "./dom.js";
import { say } from "./words.js";

/** @param {import("./room.js").Room} room */
export function searchPanel(room) {
  const words = byId("search-words");
  let asked = 0;

  async function look() {
    const q = words.value.trim();
    if (!q) return;
    const own = ++asked;
    byId("search-count").textContent = say("search.looking");
    const hits = await room.api.search(q).catch(() => null);
    if (own !== asked) return;
    if (!hits) {
      toast(say("error.unreached"), "bad");
      return;
    }
    byId("search-count").textContent = say("search.count", { n: hits.length });
    fill(byId("hits"), ...hits.map((hit) => el("li", {}, el("button.hit", { click: () => room.goTo(hit.file, hit.offset, [...hit.found].length) },
      el("span.context", {}, hit.before, el("mark", {}, hit.found), hit.after),
      el("span.quiet", {}, [room.titleOf(hit.file), room.folioOf(hit.page)].filter(Boolean).join(" · "))))));
  }

  byId("search-form").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    look();
  });
  return { focus: () => { words.focus(); words.select(); } };
}
