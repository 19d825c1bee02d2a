// What was found in a text: by the check, by composition, by proofreading. Underlined at its words.

import { byId, delayed, dialog, el, fill, remembered, toast } from "./dom.js";
import { messageOf, say, sayOr } from "./words.js";
import { Refusal } from "./api.js";

const DOUBTS_MS = 1500;

/**
 * @typedef {{file: string, offset: number, length: number, line: number,
 *   severity: "error" | "warning" | "info", message: string, doubt: import("./api.js").Doubt | null,
 *   page: number | null}} Found
 */

/** @param {import("./room.js").Room} room */
export function findingsPanel(room) {
  /** @type {import("./api.js").Doubt[]} */
  let doubts = [];
  /** Whether the rules have looked at this text. */
  let looked = false;
  let whole = false;
  let listedLast = "";
  const host = byId("findings");
  const list = el("ol");
  const rows = remembered((/** @type {[Found, boolean, string]} */ [found]) => row(found));
  const ask = delayed(fetchDoubts, DOUBTS_MS);

  async function fetchDoubts() {
    const { file, base } = room.saver;
    if (!file || room.saver.unsaved) return;
    const found = await room.api.proofread(file).catch(() => null);
    if (!found || file !== room.saver.file) return;
    if (base !== room.saver.base || room.saver.unsaved) return ask.soon();
    doubts = found;
    looked = true;
    show();
  }

  /** @param {import("./api.js").RoomFinding} f @returns {Found} */
  const ofEdition = (f) => {
    const own = f.file === room.saver.file;
    const offset = own ? room.editor.offsetOf(f.line, f.column) : -1;
    return { ...f, offset, length: f.length, message: messageOf(f), doubt: null };
  };

  /** @param {import("./api.js").Doubt} d @returns {Found} */
  const ofDoubt = (d) => ({ ...d, line: 0, message: messageOf(d), doubt: d, page: null });

  /** @param {Found} found */
  const actions = (found) => {
    const { doubt } = found;
    if (!doubt || !room.mayEdit) return [];
    const accept = doubt.replacement === null ? [] :
      [{ name: say("findings.accept", { to: doubt.replacement || say("findings.nothing") }), apply: () => take(doubt) }];
    return [...accept, { name: say("findings.right"), apply: () => excuse(doubt) }];
  };

  function show() {
    const edition = room.edition;
    if (!edition) return;
    const { file } = room.saver;
    const told = [...edition.faults, ...edition.findings];
    const own = told.filter((f) => f.file === file).map(ofEdition).concat(doubts.filter((d) => d.file === file).map(ofDoubt));
    own.sort((a, b) => a.offset - b.offset);
    room.editor.diagnose(own.filter((f) => f.offset >= 0).map((f) => ({ ...f, actions: actions(f) })));
    const listed = whole ? told.map(ofEdition) : own;
    const none = looked || whole ? "findings.none" : "findings.looking";
    const now = JSON.stringify([file, whole, listed, none]);
    if (now === listedLast) return;
    listedLast = now;
    fill(list, ...rows(listed.map((found) => [found, whole, room.titleOf(found.file)])));
    fill(host,
      el("header", {},
        el("h2", {}, say("findings.title")), el("span.count", { id: "findings-count" }, listed.length), el("span.grow"),
        el("button.plain", { "aria-pressed": String(!whole), click: () => { whole = false; show(); } }, say("findings.entry")),
        el("button.plain", { "aria-pressed": String(whole), click: () => { whole = true; show(); } }, say("findings.book"))),
      listed.length ? list : el("p.quiet", {}, say(none)));
  }

  /** @param {Found} found */
  function row(found) {
    const { doubt } = found;
    const go = () => (found.offset >= 0 ? room.goTo(found.file, found.offset, found.length || 1) : room.goToLine(found.file, found.line, found));
    return el(`li.${found.severity}`, {},
      el("button.finding", { click: go },
        el("span.kind", {}, sayOr("severity", found.severity)),
        doubt && el("q", {}, doubt.found), el("span", {}, found.message),
        whole && el("span.quiet", {}, room.titleOf(found.file))),
      ...actions(found).map(({ name, apply }) => el("button.small", { click: apply }, name)));
  }

  /** @param {import("./api.js").Doubt} doubt */
  async function take(doubt) {
    if (!(await room.saver.flush())) return toast(say("findings.unsaved"), "bad");
    const { file, offset, length, found, replacement } = doubt;
    try {
      await room.saver.have((base) => room.api.accept({ file, base, offset, length, found, replacement }));
      doubts = doubts.filter((d) => d.rule !== doubt.rule || d.file !== file || d.offset !== offset);
      ask.soon();
    } catch (refusal) {
      toast(refusal instanceof Refusal && refusal.body ? messageOf(refusal.body) : say("error.unreached"), "bad");
      ask.soon();
    }
  }

  /** @param {import("./api.js").Doubt} doubt */
  function excuse(doubt) {
    const reason = el("input", { maxlength: "200", required: true, "aria-label": say("findings.reason"), placeholder: say("findings.reason-hint") });
    const form = el("form.stack", {
      submit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        const text = doubt.ruling || doubt.found;
        if (!(await room.does(room.api.rule({ rule: doubt.rule, text, reason: reason.value.trim() })))) return;
        doubts = doubts.filter((d) => d.rule !== doubt.rule || (d.ruling || d.found) !== text);
        asked.close();
        show();
        ask.soon();
      },
    }, el("p", {}, say("findings.right-words", { rule: doubt.rule, text: doubt.ruling || doubt.found })), el("p.quiet", {}, doubt.source),
    el("label", {}, el("span", {}, say("findings.reason")), reason), el("button.main", {}, say("findings.right-keep")));
    const asked = dialog(say("findings.right"), say("cancel"), form);
    reason.focus();
  }

  return {
    show,
    /** The text is another one: what is doubted in it is asked when typing pauses. */
    later: () => ask.soon(),
    /** The text or the book is another one. */
    again() {
      show();
      ask.soon();
    },
    forget() {
      doubts = [];
      looked = false;
    },
  };
}

/** Say over the pages why they are not of what stands now. @param {import("./room.js").Room} room
 * @param {import("./api.js").RoomFinding[]} faults */
export function showStale(room, faults) {
  byId("stale").hidden = faults.length === 0;
  byId("middle").classList.toggle("is-stale", faults.length > 0);
  const errors = faults.filter(({ severity }) => severity === "error");
  fill(byId("stale"), el("strong", {}, say("stale.title")), ...(errors.length ? errors : faults).slice(0, 2).map((fault) =>
    el("button.link", { click: () => room.goToLine(fault.file, fault.line, fault) }, `${fault.file}${fault.line ? `:${fault.line}` : ""} ${messageOf(fault)}`)));
}
