// The contents at the side: entries and parts with their state and what was found in them.

import { el, fill } from "./dom.js";
import { say, sayOr, titleOfUnit } from "./words.js";

/**
 * @param {HTMLElement} host
 * @param {(unit: import("./api.js").RoomUnit) => void} chosen
 */
export function contentsList(host, chosen) {
  /** @type {Map<string, HTMLElement>} */
  let rows = new Map();
  let shown = "";

  /** @param {import("./api.js").RoomUnit} unit @param {number} doubts @param {import("./api.js").RoomPage[]} pages */
  function row(unit, doubts, pages) {
    const folio = pages[unit.page]?.folio ?? "";
    const state = unit.status && unit.status !== "complete" ? el(`span.state.${unit.status}`, {}, sayOr("status", unit.status)) : null;
    const count = doubts ? el("span.count", { title: say("findings.count", { n: doubts }), "aria-label": say("findings.count", { n: doubts }) }, doubts) : null;
    return el("button.entry", { "data-level": Math.min(unit.level, 3), "data-kind": unit.kind, "data-unit": unit.id, click: () => chosen(unit) },
      el("span.name", {}, titleOfUnit(unit), state && " ", state), count, el("span.folio", {}, folio));
  }

  return {
    /** @param {import("./api.js").RoomEdition} edition */
    show({ units, pages, findings, faults }) {
      const counts = new Map();
      for (const { file, severity } of [...faults, ...findings]) if (severity !== "info" && file.endsWith(".md")) counts.set(file, (counts.get(file) ?? 0) + 1);
      const folios = units.map((unit) => pages[unit.page]?.folio);
      const now = JSON.stringify([units, folios, [...counts]]);
      if (now === shown) return;
      shown = now;
      const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.unit;
      rows = new Map(units.map((unit) => [unit.id, row(unit, counts.get(unit.file) ?? 0, pages)]));
      fill(host, ...rows.values());
      if (focused && rows.has(focused)) rows.get(focused)?.focus({ preventScroll: true });
    },
    /** @param {string} unit the one in sight */
    at(unit) {
      if (rows.get(unit)?.hasAttribute("aria-current")) return;
      for (const [id, shown] of rows) shown.toggleAttribute("aria-current", id === unit);
      rows.get(unit)?.scrollIntoView({ block: "nearest" });
    },
  };
}
