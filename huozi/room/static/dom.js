// Elements made of names and texts; nothing here reads HTML.

/**
 * @param {string} tag `div`, or with classes: `div.card.open`
 * @param {Record<string, unknown>} [given] attributes; functions are listeners, false leaves out
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {any}
 */
export function el(tag, given = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") made.addEventListener(key, /** @type {any} */ (value));
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, String(value));
  }
  for (const child of children) if (child !== null && child !== undefined && child !== false) made.append(child instanceof Node ? child : String(child));
  return made;
}

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/**
 * Other children. Those that stay are not touched: a click on one that is taken out while the button is
 * down is none. The place that a list was scrolled to is kept.
 * @param {Element} host @param {...(Node | string | null | false)} children
 */
export function fill(host, ...children) {
  const { scrollTop } = host;
  const wanted = children.filter((child) => child !== null && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
  const stay = new Set(wanted);
  for (const child of [...host.childNodes]) if (!stay.has(/** @type {any} */ (child))) child.remove();
  let next = host.firstChild;
  for (const child of wanted) {
    if (child === next) next = next.nextSibling;
    else host.insertBefore(child, next);
  }
  if (scrollTop) host.scrollTop = scrollTop;
}

/**
 * Makes an element of each thing, and a new one only of what was not among them the last time.
 * @template T @param {(thing: T) => HTMLElement} make @returns {(things: T[]) => HTMLElement[]}
 */
export function remembered(make) {
  /** @type {Map<string, HTMLElement>} */
  let made = new Map();
  return (things) => {
    const last = made;
    made = new Map();
    for (const thing of things) {
      const said = JSON.stringify(thing);
      made.set(said, last.get(said) ?? make(thing));
    }
    return [...made.values()];
  };
}

/**
 * Answers may overtake each other: that to the newest question counts, the others are null.
 * @template {any[]} G @template T @param {(...given: G) => Promise<T>} ask @returns {(...given: G) => Promise<T | null>}
 */
export function newest(ask) {
  let asked = 0;
  return async (...given) => {
    const own = ++asked;
    const found = await ask(...given);
    return own === asked ? found : null;
  };
}

/** @param {() => void} work @param {number} wait in ms @returns {{soon: () => void, now: () => void, never: () => void}} */
export function delayed(work, wait) {
  let timer = 0;
  const never = () => clearTimeout(timer);
  return {
    never,
    soon: () => { never(); timer = window.setTimeout(work, wait); },
    now: () => { never(); work(); },
  };
}

/**
 * A dialog that goes when it is closed.
 * @param {string} title
 * @param {string} close words of the button that closes it
 * @param {...(Node | string)} body
 * @returns {HTMLDialogElement}
 */
export function dialog(title, close, ...body) {
  const shown = el("dialog.sheet", { "aria-label": title },
    el("header", {}, el("h2", {}, title), el("button.plain", { click: () => shown.close() }, close)),
    el("div.sheet-body", {}, ...body));
  shown.addEventListener("close", () => shown.remove());
  document.body.append(shown);
  shown.showModal();
  return shown;
}

let waiting = 0;

/** A word at the foot of the window, read out too. @param {string} text @param {"" | "bad"} [manner] */
export function toast(text, manner = "") {
  const host = byId("toast");
  host.textContent = text;
  host.className = `toast shown ${manner}`;
  clearTimeout(waiting);
  waiting = window.setTimeout(() => host.classList.remove("shown"), manner ? 9000 : 4000);
}

/**
 * What is answered makes room for the next: the second half of a double click is not meant for that.
 * @param {HTMLElement} host
 */
export function onceForADoubleClick(host) {
  host.addEventListener("click", (event) => {
    if (event.detail < 2 || !(event.target instanceof Element) || !event.target.closest("button")) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
