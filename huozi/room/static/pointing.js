// The mouse on the pages: a click goes to the character, a drag picks words.

import { byId, el, fill } from "./dom.js";
import { say } from "./words.js";
import { unitsOf } from "./offsets.js";
import { KINDS } from "./marks.js";

const DRAG_PX = 5;

/**
 * @typedef {{file: string, offset: number, length: number, found: string, base: string}} Picked
 */

/** @param {import("./room.js").Room} room */
export function pointing(room) {
  const { pages, api } = room;
  const host = pages.host;
  /** @type {{x: number, y: number, spot: Promise<import("./api.js").SourceSpot | null>} | null} */
  let from = null;
  let dragging = false;
  let busy = false;
  /** @type {MouseEvent | null} */
  let next = null;

  /** @param {MouseEvent} event */
  const spotAt = async (event) => {
    const point = pages.pointAt(event);
    return point ? api.spot(point.page, point.x, point.y) : null;
  };

  host.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !pages.pointAt(event)) return;
    from = { x: event.clientX, y: event.clientY, spot: spotAt(event).catch(() => null) };
    dragging = false;
  });

  addEventListener("pointermove", (event) => {
    if (!from || (!dragging && Math.hypot(event.clientX - from.x, event.clientY - from.y) < DRAG_PX)) return;
    dragging = true;
    next = event;
    if (!busy) follow();
  });

  addEventListener("pointerup", async (event) => {
    if (!from) return;
    const start = from;
    from = null;
    const first = await start.spot;
    if (!dragging) {
      unpick();
      if (first) await room.landed(first);
      else pages.boxes("landed", []);
      return;
    }
    const last = await spotAt(event).catch(() => null);
    if (first && last && first.file === last.file) await pick(first, last);
  });

  /** Show what a drag has picked so far; one question at a time. */
  async function follow() {
    busy = true;
    while (next && from) {
      const event = next;
      next = null;
      const [first, last] = await Promise.all([from.spot, spotAt(event).catch(() => null)]);
      if (!first || !last || first.file !== last.file) continue;
      const { offset, length } = between(first, last);
      pages.boxes("picking", await api.where(first.file, offset, length).catch(() => []));
    }
    busy = false;
  }

  /** @param {{offset: number}} a @param {{offset: number}} b */
  const between = (a, b) => {
    const offset = Math.min(a.offset, b.offset);
    return { offset, length: Math.max(a.offset, b.offset) + 1 - offset };
  };

  /** @param {import("./api.js").SourceSpot} first @param {import("./api.js").SourceSpot} last */
  async function pick(first, last) {
    const { offset, length } = between(first, last);
    await room.openFile(first.file);
    room.editor.land(offset, length, { select: true, focus: false });
    await offer();
  }

  /** Offer to mark what is selected in the text. */
  async function offer() {
    if (!(await room.saver.flush())) return;
    const { file, base } = room.saver;
    const { offset, length } = room.editor.selection;
    const text = room.editor.text;
    const found = text.slice(unitsOf(text, offset), unitsOf(text, offset + length));
    if (!file || !length) return unpick();
    pages.boxes("picking", await api.where(file, offset, length).catch(() => []));
    /** @type {Picked} */
    const picked = { file, base, offset, length, found };
    fill(byId("picked"),
      el("q", {}, found.length > 18 ? `${found.slice(0, 8)}…${found.slice(-8)}` : found),
      ...KINDS.map((kind) => el("button", { "data-kind": kind, click: () => room.write(kind, picked) }, say(`mark.${kind}`))),
      el("button.plain", { click: unpick, "aria-label": say("cancel") }, "×"));
    byId("picked").hidden = false;
  }

  function unpick() {
    byId("picked").hidden = true;
    pages.boxes("picking", []);
  }

  return { unpick, offer };
}
