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

/** Other children; the place that a list was scrolled to is kept. @param {Element} host @param {...(Node | string | null | false)} children */
export function fill(host, ...children) {
  const { scrollTop } = host;
  host.replaceChildren(...children.filter((child) => child !== null && child !== false).map((c) => /** @type {Node} */ (c)));
  if (scrollTop) host.scrollTop = scrollTop;
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
