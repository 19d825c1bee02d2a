// The texts that may be opened, to choose from.

import { byId, el, fill } from "./dom.js";
import { say } from "./words.js";

/** @param {import("./room.js").Room} room */
export function fileList(room) {
  /** @type {Map<string, string>} */
  let titles = new Map();
  let asked = 0;
  let listed = "";
  const option = (/** @type {{file: string, title: string}} */ { file, title }) => el("option", { value: file }, title || file);

  return {
    /** @param {string} file */
    titleOf: (file) => titles.get(file) || file,
    /** Whether it is one of them. @param {string} file */
    has: (file) => titles.has(file),
    /** Texts may have come or gone, or be called otherwise. */
    async load() {
      const own = ++asked;
      const files = await room.api.files().catch(() => []);
      const now = JSON.stringify(files);
      if (own !== asked || !files.length || now === listed) return files;
      listed = now;
      titles = new Map(files.map(({ file, title }) => [file, title]));
      const others = files.filter(({ unit }) => !unit).map(option);
      fill(byId("file"), ...files.filter(({ unit }) => unit).map(option),
        others.length > 0 && el("optgroup", { label: say("editor.others") }, ...others));
      if (room.saver.file) byId("file").value = room.saver.file;
      return files;
    },
  };
}
