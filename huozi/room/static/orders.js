// Orders: booklets of ticked entries, files for the press, their check and delivery.

import { byId, el, fill, remembered } from "./dom.js";
import { say, sayOr, titleOfUnit } from "./words.js";
import { jobList } from "./jobs.js";

const PROFILES = ["plain", "proof", "plain-k", "x4", "x1a", "screen", "archive"];
/** What can stand in a booklet. */
const ENTRIES = ["article", "document"];
/** What preflight can judge. */
const JUDGED = ["plain-k", "x4", "x1a"];

/** @param {import("./room.js").Room} room */
export function ordersPanel(room) {
  const host = byId("orders");
  const list = el("ol.cards");
  const ticks = el("div.ticks", { role: "group", "aria-label": say("orders.entries") });
  const title = el("input", { maxlength: "100", "aria-label": say("orders.booklet-title"), placeholder: say("orders.booklet-title") });
  const options = (/** @type {string[]} */ names) => names.map((name) => el("option", { value: name }, sayOr("profile", name)));
  const profile = el("select", { "aria-label": say("orders.profile") }, ...options(PROFILES));
  const judged = el("select", { "aria-label": say("orders.profile") }, ...options(JUDGED));
  const jobs = jobList(room, list, (job) => !["compare", "import", "take"].includes(job.kind));
  /** @type {Set<string>} */
  const ticked = new Set();

  const tick = remembered((/** @type {string[]} */ [kind, id, words]) => kind === "part" ? el("strong.tick", {}, words) : el("label.tick", {},
    el("input", {
      type: "checkbox", value: id, checked: ticked.has(id),
      change: (/** @type {any} */ event) => {
        if (event.target.checked) ticked.add(id);
        else ticked.delete(id);
        ready();
      },
    }), el("span", {}, words)));

  /** @param {object} body */
  const order = async (body) => {
    if (!(await room.settled())) return;
    const job = await room.does(room.api.order(body));
    if (job) jobs.ordered(job);
  };

  const ready = () => { byId("order-booklet").disabled = ticked.size === 0; };

  /** @param {string} name @param {string} words @param {...(Node | false)} parts */
  const box = (name, words, ...parts) => el("section.order", {}, el("h3", {}, say(name)), el("p.quiet", {}, say(words)), ...parts);

  fill(host,
    box("orders.booklet", "orders.booklet-words", ticks, el("div.row", {}, title,
      el("button.main", { id: "order-booklet", click: () => order({ kind: "booklet", entries: inOrder(), title: title.value.trim() }) }, say("orders.make")))),
    box("orders.build", "orders.build-words", el("div.row", {}, profile,
      el("button.main", { click: () => order({ kind: "profile", profile: profile.value }) }, say("orders.make")))),
    box("orders.preflight", "orders.preflight-words", el("div.row", {}, judged,
      el("button.main", { click: () => order({ kind: "preflight", profile: judged.value }) }, say("orders.judge")))),
    room.me.role === "chief" && box("orders.deliver", "orders.deliver-words", el("div.row", {},
      el("button.main", { click: () => order({ kind: "deliver" }) }, say("orders.pack")))),
    el("h3", {}, say("orders.list")), list);

  ready();
  const inOrder = () => room.units().filter((unit) => ticked.has(unit.id)).map((unit) => unit.id);

  return {
    ...jobs,
    /** The entries may be others. */
    show() {
      const shown = room.units().filter(({ kind }) => kind === "part" || ENTRIES.includes(kind));
      fill(ticks, ...tick(shown.map((unit) => [unit.kind, unit.id, titleOfUnit(unit)])));
    },
  };
}
