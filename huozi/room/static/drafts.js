// What was typed and not saved yet, kept by the browser: per keystroke, per tab.

import { byId, el, fill } from "./dom.js";
import { moment, say } from "./words.js";

const ANSWER_MS = 500; // a tab that is busy answers late

/** This tab, until it is loaded again. */
const tab = Math.random().toString(36).slice(2);

const channel = new BroadcastChannel("huozi/drafts");
let held = "";
channel.onmessage = ({ data }) => {
  if (data.ask && data.ask === held) channel.postMessage({ alive: held });
};

/** @param {string} book @param {string} file */
const prefix = (book, file) => `huozi/draft/${book}/${file}/`;

/** @param {string} book @param {string} file @param {import("./api.js").Draft} draft */
export function keep(book, file, draft) {
  held = prefix(book, file) + tab;
  try {
    localStorage.setItem(held, JSON.stringify(draft));
  } catch {
    // The browser's store is full or shut: the server's draft is left.
  }
}

/** Another text is open now: what is left of this one is nobody's. */
export function letGo() {
  held = "";
}

/** @param {string} book @param {string} file */
export function drop(book, file) {
  localStorage.removeItem(prefix(book, file) + tab);
  held = "";
}

/** @param {string} key @returns {Promise<boolean>} whether a tab that is open holds it */
function isAlive(key) {
  return new Promise((resolve) => {
    const asking = new BroadcastChannel("huozi/drafts");
    const end = (/** @type {boolean} */ alive) => {
      asking.close();
      resolve(alive);
    };
    asking.onmessage = ({ data }) => data.alive === key && end(true);
    asking.postMessage({ ask: key });
    setTimeout(() => end(false), ANSWER_MS);
  });
}

/**
 * The newest draft that nobody holds any more; all of them are forgotten when it is answered for.
 * @param {string} book @param {string} file
 * @returns {Promise<{draft: import("./api.js").Draft, forget: () => void} | null>}
 */
export async function left(book, file) {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix(book, file)));
  const alive = await Promise.all(keys.map((key) => key === held || isAlive(key)));
  /** @type {[string, import("./api.js").Draft][]} */
  const found = [];
  for (const key of keys.filter((_, nth) => !alive[nth])) {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null");
    if (draft) found.push([key, draft]); // else it was saved while the tabs were asked
  }
  const newest = found.sort((a, b) => a[1].at.localeCompare(b[1].at)).at(-1);
  if (!newest) return null;
  // Kept under another name, since this tab's next keystroke may take the old one.
  const draft = newest[1];
  const kept = `${prefix(book, file)}kept`;
  for (const [old] of found) localStorage.removeItem(old);
  localStorage.setItem(kept, JSON.stringify(draft));
  return { draft, forget: () => localStorage.removeItem(kept) };
}

/**
 * Offer what was typed into a text and never saved, if it is another text.
 * @param {import("./room.js").Room} room @param {import("./api.js").OpenText} opened
 * @param {Awaited<ReturnType<typeof left>>} mine what this browser has kept
 */
export function offer(room, opened, mine) {
  const found = [mine?.draft, opened.draft].filter((draft) => draft && draft.text !== opened.text);
  found.sort((a, b) => (a && b ? b.at.localeCompare(a.at) : 0));
  const draft = found[0];
  const forget = () => {
    mine?.forget();
    if (opened.draft) room.does(room.api.forgetDraft(opened.file));
    byId("offer").hidden = true;
  };
  if (!draft) {
    mine?.forget();
    return;
  }
  fill(byId("offer"), say("draft.found", { at: moment(draft.at) }),
    el("button.main", { id: "draft-restore", click: () => { forget(); room.saver.recover(draft); } }, say("draft.restore")),
    el("button", { id: "draft-drop", click: forget }, say("draft.drop")));
  byId("offer").hidden = false;
}
