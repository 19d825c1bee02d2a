// Keys, and the sheet that tells of them.

import { byId, dialog, el, toast } from "./dom.js";
import { say, wordsBelow } from "./words.js";

/** Whether keys are letters where they are struck. @param {EventTarget | null} target */
function types(target) {
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.id === "editor");
}

export function showHelp() {
  if (document.querySelector("dialog.help")) return;
  const rows = Object.entries(wordsBelow("keys")).map(([keys, words]) =>
    el("tr", {}, el("th", { scope: "row" }, ...keys.split(" ").map((key) => el("kbd", {}, key))), el("td", {}, words)));
  dialog(say("room.help"), say("close"), el("table.keys", {}, el("tbody", {}, ...rows)), el("p.quiet", {}, say("help.mouse"))).classList.add("help");
}

/** @param {import("./room.js").Room} room */
export function keys(room) {
  const { pages } = room;
  const stops = () => [room.leftFocus(), pages.host, byId("editor")];

  /** The next of contents, pages, editor. @param {1 | -1} step */
  function next(step) {
    const all = stops();
    const now = all.findIndex((stop) => stop === document.activeElement || stop.contains(document.activeElement));
    const target = all[(now + step + all.length) % all.length];
    if (target.id === "editor") {
      room.showTab("text");
      room.editor.view.focus();
    } else {
      target.focus({ preventScroll: true });
    }
  }

  addEventListener("keydown", (event) => {
    const { key, target } = event;
    const command = event.ctrlKey || event.metaKey;
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    /** @type {(() => void) | undefined} */
    let work;
    if (key === "F6") work = () => next(event.shiftKey ? -1 : 1);
    else if (command && key.toLowerCase() === "f" && (event.shiftKey || target !== byId("editor"))) work = () => room.search();
    else if (command && key.toLowerCase() === "s") work = async () => toast(say((await room.saver.flush()) ? "saving.saved" : "findings.unsaved"));
    else if (!command && !types(target)) work = plain(event);
    if (!work) return;
    event.preventDefault();
    work();
  });

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  function plain({ key, target, altKey }) {
    if (altKey) return undefined;
    if (key === "?" || key === "？") return showHelp;
    if (key === "+" || key === "=") return () => pages.step(1);
    if (key === "-") return () => pages.step(-1);
    if (key === "0") return () => pages.resize("page");
    const onPages = target === pages.host || target === document.body;
    // Who has just chosen an entry, or pressed a button over the pages, goes on to read.
    const beside = target instanceof HTMLElement && target.matches("#contents *, #middle button, header.top *");
    if (!onPages && !beside) return undefined;
    if (key === "PageDown") return () => pages.turn(1);
    if (key === "PageUp") return () => pages.turn(-1);
    if (key === "Home") return () => pages.turnTo(0);
    if (key === "End") return () => pages.turnTo(pages.pages.length - 1);
    if (!onPages) return undefined;
    if (key === "ArrowRight" || key === " ") return () => pages.turn(1);
    if (key === "ArrowLeft") return () => pages.turn(-1);
    if (key === "Escape") return () => room.unpick();
    return undefined;
  }
}
