// The history of an entry: who saved what, and back to it.

import { dialog, el, fill } from "./dom.js";
import { moment, say, sayOr } from "./words.js";
import { showVersion } from "./compare.js";

/** @param {import("./room.js").Room} room */
export async function showHistory(room) {
  const file = room.saver.file;
  if (!file) return;
  await room.saver.flush();
  const list = el("ol.versions");
  const shown = dialog(say("history.title", { title: room.titleOf(file) }), say("close"), list);
  const versions = await room.api.history(file);
  if (!versions.length) fill(list, el("li.quiet", {}, say("history.none")));
  const why = (/** @type {import("./api.js").Version} */ { who, reason }, /** @type {boolean} */ first) =>
    reason ? sayOr("history-reason", reason) : who ? "" : say(first ? "history.first" : "history.outside");
  versions.forEach((version, nth) => {
    list.append(el("li", {}, el("button.version", { click: () => look(version) },
      el("strong", {}, moment(version.at)), el("span", {}, version.who), el("span.quiet", {}, why(version, nth === versions.length - 1)))));
  });

  /** @param {import("./api.js").Version} version */
  async function look(version) {
    const { text } = await room.api.version(file, version.id);
    const restore = () => {
      shown.close();
      if (room.saver.file !== file) return;
      room.saver.reason = say("history.reason", { at: moment(version.at) });
      room.editor.replaceBy(text);
      room.editor.view.focus(); // Ctrl+Z takes it back
    };
    showVersion(moment(version.at), text, room.editor.text, room.mayEdit ? say("history.restore") : "", restore);
  }
}
