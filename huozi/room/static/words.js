// The words of the room in the reader's language; no other module holds any.

/** @typedef {"zh" | "en"} Language */

const KEPT = "huozi/language";

/** @returns {Language} */
function chosen() {
  const kept = localStorage.getItem(KEPT);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.startsWith("zh") || !navigator.language.startsWith("en") ? "zh" : "en";
}

/** @type {Language} */
export const language = chosen();

/** @type {Record<string, string>} */
const words = await (await fetch(`/static/words.${language}.json`)).json();

/**
 * A message with its values put in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const text = words[key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {string} prefix @param {string} value @returns {string} the words of a value that may be new */
export function sayOr(prefix, value) {
  return words[`${prefix}.${value}`] ?? value;
}

/** What an entry is called; pages without a title of their own are called by their kind.
 * @param {import("./api.js").RoomUnit} unit */
export const titleOfUnit = ({ title, kind }) => (title && title !== kind ? title : sayOr("kind", kind));

/** @param {string} prefix @returns {Record<string, string>} all words below a prefix, without it */
export function wordsBelow(prefix) {
  const below = Object.entries(words).filter(([key]) => key.startsWith(`${prefix}.`));
  return Object.fromEntries(below.map(([key, text]) => [key.slice(prefix.length + 1), text]));
}

/** @param {Language} other */
export function speak(other) {
  localStorage.setItem(KEPT, other);
  location.reload();
}

/** @param {{message_zh: string, message_en: string}} told */
export const messageOf = (told) => (language === "zh" ? told.message_zh : told.message_en);

/**
 * Put words into a shell: `data-say` is a text, `data-say-label` an accessible name and tooltip,
 * `data-say-hint` a placeholder.
 * @param {ParentNode} root
 */
export function localise(root) {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-say]"))) {
    node.textContent = say(node.dataset.say);
  }
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-say-label]"))) {
    node.setAttribute("aria-label", say(node.dataset.sayLabel));
    if (node.matches("button, a, input, select")) node.title = say(node.dataset.sayLabel);
  }
  for (const node of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("[data-say-hint]"))) {
    node.placeholder = say(node.dataset.sayHint);
  }
}

/** @param {string} at a time as the server writes it */
export function moment(at) {
  const then = new Date(at);
  if (Number.isNaN(then.getTime())) return at;
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return then.toLocaleString(locale, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
}
