// Tabs, splitters, and what of them this browser remembers.

import { byId } from "./dom.js";

/**
 * Tabs of one list. @param {Element} list @param {(name: string) => void} shown
 * @returns {(name: string) => void} shows one
 */
export function tabs(list, shown) {
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="tab"]')]);
  const show = (/** @type {string} */ name) => {
    for (const tab of all) {
      const mine = tab.getAttribute("aria-controls") === name;
      tab.setAttribute("aria-selected", String(mine));
      tab.tabIndex = mine ? 0 : -1;
      byId(tab.getAttribute("aria-controls") ?? "").hidden = !mine;
    }
    shown(name);
  };
  for (const [nth, tab] of all.entries()) {
    tab.addEventListener("click", () => show(tab.getAttribute("aria-controls") ?? ""));
    tab.addEventListener("keydown", ({ key }) => {
      const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
      if (!step) return;
      const next = all[(nth + step + all.length) % all.length];
      next.focus();
      next.click();
    });
  }
  return show;
}

const STEP_PX = 24;

/** A bar that is dragged, or moved by arrows. @param {HTMLElement} bar */
export function splitter(bar) {
  const side = bar.dataset.side ?? "";
  const pane = byId(side);
  const kept = `huozi/width/${side}`;
  const set = (/** @type {number} */ width) => {
    const most = innerWidth * (side === "left" ? 0.35 : 0.6);
    const now = Math.round(Math.max(side === "left" ? 150 : 300, Math.min(width, most)));
    document.body.style.setProperty(`--${side}`, `${now}px`);
    bar.setAttribute("aria-valuenow", String(now));
    localStorage.setItem(kept, String(now));
  };
  const old = Number(localStorage.getItem(kept));
  if (old) set(old);
  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    set(side === "left" ? event.clientX : innerWidth - event.clientX);
  });
  bar.addEventListener("keydown", ({ key }) => {
    const step = key === "ArrowRight" ? STEP_PX : key === "ArrowLeft" ? -STEP_PX : 0;
    if (step) set(pane.offsetWidth + (side === "left" ? step : -step));
  });
}
