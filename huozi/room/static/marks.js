// Marks for those who may not edit, and the editor's answers to them.

import { byId, delayed, dialog, el, fill, newest, remembered, toast } from "./dom.js";
import { moment, say } from "./words.js";

/** @type {import("./api.js").MarkKind[]} */
export const KINDS = ["replace", "delete", "insert", "query"];

const STANDING_MS = 1000;

/** @param {import("./room.js").Room} room */
export function marksPanel(room) {
  /** @type {import("./api.js").Mark[]} */
  let marks = [];
  let shownState = "open";
  const host = byId("marks");
  const list = el("ol.cards");
  const words = el("p.quiet", {}, say(room.mayEdit ? "marks.words-editor" : "marks.words-reader"));
  const filters = el("div.row.filters", { role: "group", "aria-label": say("marks.filter") });
  const asked = newest(() => room.api.marks().catch(() => null));
  const cards = remembered((/** @type {[import("./api.js").Mark, string]} */ [mark]) => card(mark));
  const buttons = remembered((/** @type {[string, number, boolean]} */ [state, count, pressed]) =>
    el("button.plain", { "aria-pressed": String(pressed), click: () => { shownState = state; show(); } }, `${say(`mark-state.${state}`)} ${count}`));
  const boxesOf = newest((/** @type {import("./api.js").Mark[]} */ shown) =>
    Promise.all(shown.map((mark) => room.api.where(mark.file, mark.offset, Math.max(1, mark.length)).catch(() => []))));

  async function load() {
    const found = await asked();
    if (!found) return;
    marks = found;
    show();
    paint();
  }

  /** Show the open ones on the pages in sight and in the text. */
  async function paint() {
    const open = marks.filter((mark) => mark.state === "open");
    room.editor.mark(open.filter((mark) => mark.file === room.saver.file));
    const files = new Set(room.pages.inSight().map((index) => room.fileOfPage(index)));
    const boxes = await boxesOf(open.filter((mark) => files.has(mark.file)));
    if (boxes) room.pages.boxes("mark", boxes.flat());
  }

  function show() {
    const states = ["open", "accepted", "declined", "withdrawn", "lost"];
    const listed = marks.filter((mark) => shownState === "all" || mark.state === shownState);
    const count = (/** @type {string} */ state) => marks.filter((mark) => mark.state === state).length;
    byId("tab-marks").textContent = count("open") ? `${say("right.marks")} ${count("open")}` : say("right.marks");
    fill(filters, ...buttons([...states, "all"].map((state) => [state, state === "all" ? marks.length : count(state), state === shownState])));
    fill(list, ...cards(listed.map((mark) => [mark, room.titleOf(mark.file)])));
    fill(host, words, filters, listed.length ? list : el("p.quiet", {}, say("marks.none")));
  }

  /** How long the words are that stand at a mark now. @param {import("./api.js").Mark} mark */
  const standing = (mark) => (mark.state === "accepted" && mark.kind !== "query" ? [...mark.text].length : mark.length);

  /** @param {import("./api.js").Mark} mark */
  function card(mark) {
    const lost = mark.state === "lost";
    return el(`li.card.${mark.state}`, { "data-mark": mark.id },
      el("button.mark-text", { disabled: lost, click: () => room.goTo(mark.file, mark.offset, Math.max(1, standing(mark))) },
        el(`span.kind.${mark.kind}`, {}, say(`mark.${mark.kind}`)),
        mark.found && el(mark.kind === "replace" || mark.kind === "delete" ? "del" : "span.found", {}, mark.found),
        mark.text && el("ins", {}, mark.text),
        mark.kind === "insert" && mark.behind && el("span.found", {}, say("marks.before", { text: mark.behind }))),
      mark.note && el("p", {}, mark.note),
      el("p.quiet", {}, [room.titleOf(mark.file), mark.who, moment(mark.at), mark.proof].filter(Boolean).join(" · ")),
      mark.state !== "open" && el("p.answer", {}, say(`mark-state.${mark.state}`), mark.answered_by && ` · ${mark.answered_by}`, mark.answer && ` · ${mark.answer}`),
      (mark.state === "open" || lost) && el("div.row", {},
        room.mayEdit && !lost && el("button", { click: () => answer(mark, "accept") }, say(mark.kind === "query" ? "marks.settled" : "marks.accept")),
        room.mayEdit && el("button", { click: () => decline(mark) }, say("marks.decline")),
        mark.who === room.me.name && el("button", { click: () => answer(mark, "withdraw") }, say("marks.withdraw"))));
  }

  /** @param {import("./api.js").Mark} mark @param {"accept" | "decline" | "withdraw"} action @param {string} [words] */
  async function answer(mark, action, words = "") {
    if (action === "accept" && mark.file === room.saver.file && !(await room.saver.flush())) {
      return toast(say("findings.unsaved"), "bad");
    }
    await room.does(room.api.answer(mark.id, action, words));
    await load();
  }

  /** @param {import("./api.js").Mark} mark */
  function decline(mark) {
    const words = el("input", { maxlength: "500" });
    const asked = dialog(say("marks.decline"), say("cancel"), el("form.stack", {
      submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        asked.close();
        answer(mark, "decline", words.value.trim());
      },
    }, el("label", {}, el("span", {}, say("marks.why")), words), el("button.main", {}, say("marks.decline"))));
    words.focus();
  }

  /**
   * Ask what is to be marked at words that were picked.
   * @param {import("./api.js").MarkKind} kind
   * @param {{file: string, offset: number, length: number, found: string, base: string}} picked
   */
  function write(kind, { file, offset, length, found, base }) {
    const text = el("input", { maxlength: "2000", required: kind === "replace" || kind === "insert" });
    const note = el("textarea", { rows: "3", maxlength: "2000", required: kind === "query" });
    const wantsText = kind === "replace" || kind === "insert";
    const asked = dialog(say(`marks.title-${kind}`), say("cancel"), el("form.stack", {
      submit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        const body = { file, base, offset, length: kind === "insert" ? 0 : length, kind, text: wantsText ? text.value : "", note: note.value.trim() };
        if (!(await room.does(room.api.mark(body)))) return; // what was written stays
        asked.close();
        toast(say("marks.made"));
        room.unpick();
        await load();
      },
    }, el("p.picked-words", {}, found ? say("marks.at", { text: found }) : ""),
    wantsText && el("label", {}, el("span", {}, say(kind === "insert" ? "marks.insert" : "marks.instead")), text),
    el("label", {}, el("span", {}, say(kind === "query" ? "marks.question" : "marks.note")), note),
    el("button.main", {}, say("marks.make"))));
    (wantsText ? text : note).focus();
  }

  return { load, paint, write, /** A text is another one. */ later: delayed(load, STANDING_MS).soon };
}
