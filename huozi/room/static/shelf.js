// The shelf: the books of this room and how they stand.

import { byId, el, fill, remembered, toast } from "./dom.js";
import { language, localise, say, sayOr, speak } from "./words.js";
import { get, me, send } from "./api.js";

const AGAIN_MS = 15000;

/** @param {any} book */
function card(book) {
  const facts = [
    [say("shelf.pages"), book.pages],
    [say("shelf.pending"), book.pending],
    [say("shelf.marks"), book.open_marks],
    [say("shelf.proof"), book.last_proof || "—"],
  ];
  return el("li", {}, el("a.book", { href: `/b/${encodeURIComponent(book.id)}/` },
    el("span.cover", { "aria-hidden": "true" }, el("span", {}, book.title)),
    el("span.facts", {},
      el("strong", {}, book.title),
      el(`span.pill.${book.state}`, {}, sayOr("shelf.state", book.state)),
      el("dl", {}, ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))))));
}

const cards = remembered(card);

async function show() {
  const books = await get("/api/books");
  fill(byId("books"), ...(books.length ? cards(books) : [el("li.quiet", {}, say("shelf.none"))]));
}

localise(document);
document.title = say("shelf.title");
byId("language").addEventListener("click", () => speak(language === "zh" ? "en" : "zh"));
addEventListener("signed-out", () => location.assign("/sign-in"));
byId("sign-out").addEventListener("click", async () => {
  await send("POST", "/sign-out");
  location.assign("/sign-in");
});
const who = await me();
byId("me").textContent = `${who.name} · ${sayOr("role", who.role)}`;
await show();
setInterval(() => show().catch(() => toast(say("error.unreached"), "bad")), AGAIN_MS);
