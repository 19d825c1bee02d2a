// The book as pages: only those in sight are in the document; the place is kept when they change.

import { el } from "./dom.js";
import { say } from "./words.js";
import { PX_PER_PT, fitting, layOut, rowsBetween, scaleFor } from "./layout.js";
import { changedBox } from "./changed.js";

const NEAR_PX = 700;
const AGAIN_MS = 1000;
const FLASH_MS = 700; // in two steps: an animation would draw the window sixty times a second
const ZOOMS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

/**
 * @typedef {import("./api.js").RoomPage} RoomPage
 * @typedef {import("./api.js").PageBox} PageBox
 * @typedef {{root: HTMLElement, layer: HTMLElement, img: HTMLImageElement | null, asked: string, name: string}} Slot
 * @typedef {{unit: string, nth: number, x: number, y: number, atX: number, atY: number}} Anchor
 */

/** Gives `opened` with the first pages, `place` when another page is in the middle, `zoom` when the size changes, `drawn` per picture. */
export class Pages extends EventTarget {
  /** @type {RoomPage[]} */
  pages = [];
  /** @type {number | "width" | "page"} */
  fit = "page";
  zoom = 1;
  spreads = innerWidth >= 1600;
  current = 0;
  /** A page that stands out among the others. */
  #chosen = -1;
  /** @type {Map<number, Slot>} */
  #slots = new Map();
  /** @type {Map<string, PageBox[]>} */
  #boxes = new Map();
  /** The kind of boxes that only follow. */
  #still = "";
  #layout = layOut([], { spreads: true, zoom: 1, width: 1, gap: 1, edge: 1 });

  /**
   * @param {HTMLElement} host scrolls
   * @param {(name: string, scale: number) => string} picture address of a page's picture
   * @param {{gap?: number, edge?: number, labels?: boolean}} [options]
   */
  constructor(host, picture, { gap = 20, edge = 20, labels = false } = {}) {
    super();
    this.host = host;
    this.picture = picture;
    this.options = { gap, edge, labels };
    this.sheet = el("div.sheets");
    host.append(this.sheet);
    host.addEventListener("scroll", () => this.#show(), { passive: true });
    this.#size = { width: 0, height: 0 };
    new ResizeObserver(() => this.#resized()).observe(host);
  }

  #size;

  #resized() {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width || (width === this.#size.width && height === this.#size.height)) return;
    this.#keeping(() => { this.#size = { width, height }; });
    if (this.#chosen >= 0) this.choose(this.#chosen);
  }

  /** Show other pages, at the same place. @param {RoomPage[]} pages */
  show(pages) {
    if (!this.pages.length) {
      this.pages = pages;
      this.#place();
      this.dispatchEvent(new Event("opened"));
      return;
    }
    this.#keeping(() => { this.pages = pages; });
  }

  /** @param {number | "width" | "page"} fit */
  resize(fit) {
    this.#keeping(() => { this.fit = fit; }, 0.5);
  }

  /** One step larger or smaller. @param {1 | -1} step */
  step(step) {
    const next = step > 0 ? ZOOMS.find((z) => z > this.zoom + 0.01) : ZOOMS.findLast((z) => z < this.zoom - 0.01);
    if (next) this.resize(next);
  }

  /** @param {boolean} spreads */
  facing(spreads) {
    this.#keeping(() => { this.spreads = spreads; }, 0.5);
  }

  /**
   * Do what moves pages, then put what stood at a height of the window there again.
   * @param {() => void} work @param {number} [at] 0 is the top, 0.5 the middle
   */
  #keeping(work, at = 0) {
    const anchor = this.#anchor(at);
    work();
    this.#place();
    if (anchor) this.#restore(anchor);
  }

  /** @param {number} at @returns {Anchor | null} */
  #anchor(at) {
    const atX = this.host.clientWidth / 2;
    const atY = this.host.clientHeight * at;
    const y = this.host.scrollTop + atY;
    const row = this.#layout.rows.find((r) => r.top + r.height >= y) ?? this.#layout.rows.at(-1);
    if (!row || !this.pages.length) return null;
    const place = row.places.find(({ index }) => index === this.current) ?? row.places[0];
    const unit = this.pages[place.index].unit;
    return {
      unit,
      nth: place.index - this.pages.findIndex((page) => page.unit === unit),
      x: (this.host.scrollLeft + atX - place.left) / place.width,
      y: (y - place.top) / place.height,
      atX,
      atY,
    };
  }

  /** @param {Anchor} anchor */
  #restore({ unit, nth, x, y, atX, atY }) {
    const first = this.pages.findIndex((page) => page.unit === unit);
    const own = this.pages.filter((page) => page.unit === unit).length;
    const place = this.#layout.places[first < 0 ? Math.min(this.current, this.pages.length - 1) : first + Math.min(nth, own - 1)];
    if (!place) return;
    const top = Math.round(place.top + y * place.height - atY);
    const left = Math.round(place.left + x * place.width - atX);
    if (Math.abs(this.host.scrollTop - top) >= 1) this.host.scrollTop = top;
    if (Math.abs(this.host.scrollLeft - left) >= 1) this.host.scrollLeft = left;
    this.#show();
  }

  #place() {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!width) return;
    this.#size = { width, height };
    const { gap, edge } = this.options;
    const { spreads } = this;
    const zoom = typeof this.fit === "number" ? this.fit : fitting(this.fit, this.pages, { spreads, width, height, edge });
    const changed = zoom !== this.zoom;
    this.zoom = zoom;
    this.#layout = layOut(this.pages, { spreads, zoom, width, gap, edge });
    this.sheet.style.width = `${this.#layout.width}px`;
    this.sheet.style.height = `${this.#layout.height}px`;
    for (const [index, slot] of this.#slots) {
      if (index >= this.pages.length) this.#drop(index, slot);
      else this.#stand(index, slot);
    }
    this.#show();
    if (changed) this.dispatchEvent(new Event("zoom"));
  }

  /** @param {number} index @param {Slot} slot */
  #stand(index, slot) {
    const { left, top, width, height } = this.#layout.places[index];
    Object.assign(slot.root.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    slot.root.classList.toggle("recto", this.pages[index].side === "recto");
    slot.root.classList.toggle("chosen", index === this.#chosen);
  }

  #show() {
    const { scrollTop, clientHeight } = this.host;
    const wanted = rowsBetween(this.#layout, scrollTop - NEAR_PX, scrollTop + clientHeight + NEAR_PX);
    const inSight = new Set(wanted.flatMap((row) => row.places.map((place) => place.index)));
    for (const [index, slot] of this.#slots) if (!inSight.has(index)) this.#drop(index, slot);
    for (const index of inSight) {
      if (!this.#slots.has(index)) this.#add(index);
      this.#draw(index);
    }
    const middle = scrollTop + clientHeight / 2;
    const row = this.#layout.rows.find((r) => r.top + r.height >= middle) ?? this.#layout.rows.at(-1);
    if (row && !row.places.some((place) => place.index === this.current)) {
      const printed = row.places.findLast(({ index }) => !this.pages[index].blank);
      this.current = (printed ?? row.places[0]).index;
      this.dispatchEvent(new Event("place"));
    }
  }

  /** @param {number} index */
  #add(index) {
    const layer = el("div.layer");
    const root = el("div.page", { "data-index": index }, layer);
    if (this.options.labels) root.append(el("span.label", {}, this.pages[index].folio || index + 1));
    /** @type {Slot} */
    const slot = { root, layer, img: null, asked: "", name: "" };
    this.#slots.set(index, slot);
    this.sheet.append(root);
    this.#stand(index, slot);
    this.#paint(index, slot);
  }

  /** @param {number} index @param {Slot} slot */
  #drop(index, slot) {
    slot.root.remove();
    this.#slots.delete(index);
  }

  /** Ask for a page's picture; the old one stands until the new one can be shown. @param {number} index */
  #draw(index) {
    const slot = this.#slots.get(index);
    const { name, blank, folio } = this.pages[index];
    const scale = scaleFor(this.zoom, devicePixelRatio);
    const asked = `${name}@${scale}`;
    if (slot.asked === asked) return;
    slot.asked = asked;
    const alt = say("page.alt", { page: index + 1, folio: folio || "—" });
    if (blank) {
      slot.img?.remove();
      Object.assign(slot, { img: null, name });
      slot.root.setAttribute("aria-label", alt);
      return;
    }
    const img = /** @type {HTMLImageElement} */ (el("img", { alt, draggable: "false" }));
    img.src = this.picture(name, scale);
    const stands = () => this.#slots.get(index) === slot && slot.asked === asked;
    img.decode().then(() => {
      if (!stands()) return;
      const old = slot.img;
      if (old) old.replaceWith(img);
      else slot.root.prepend(img);
      // Once the page is seen: to find what changed takes longer than to show it.
      if (old && slot.name !== name && !this.options.labels) requestIdleCallback(() => this.#flash(slot, old, img), { timeout: 500 });
      Object.assign(slot, { img, name });
      this.dispatchEvent(new CustomEvent("drawn", { detail: { index, name } }));
    }, () => {
      if (!stands()) return;
      slot.asked = "";
      setTimeout(() => this.#show(), AGAIN_MS); // nothing else may come that would ask for it
    });
  }

  /** @param {Slot} slot @param {HTMLImageElement} old @param {HTMLImageElement} now */
  #flash(slot, old, now) {
    const box = changedBox(old, now);
    if (!box) return;
    const shown = el("div.flash");
    setTimeout(() => shown.classList.add("fading"), FLASH_MS);
    setTimeout(() => shown.remove(), 2 * FLASH_MS);
    Object.assign(shown.style, Object.fromEntries(Object.entries(box).map(([side, part]) => [side, `${part * 100}%`])));
    slot.layer.append(shown);
  }

  /**
   * Boxes of a kind; the kind is their class. Those that follow what moved are not to catch the eye.
   * @param {string} kind @param {PageBox[]} boxes @param {boolean} [follow]
   */
  boxes(kind, boxes, follow = false) {
    if (follow && JSON.stringify(boxes) === JSON.stringify(this.#boxes.get(kind))) return;
    this.#boxes.set(kind, boxes);
    this.#still = follow ? kind : "";
    for (const [index, slot] of this.#slots) this.#paint(index, slot);
  }

  /** @param {number} index @param {Slot} slot */
  #paint(index, slot) {
    slot.layer.querySelectorAll(".box").forEach((old) => old.remove());
    const { width, height } = this.pages[index];
    for (const [kind, boxes] of this.#boxes) {
      for (const { page, x0, y0, x1, y1 } of boxes) {
        if (page !== index) continue;
        const shown = el(`div.box.${kind}${kind === this.#still ? ".still" : ""}`);
        const [left, top] = [`${(x0 / width) * 100}%`, `${(y0 / height) * 100}%`];
        Object.assign(shown.style, { left, top, width: `${((x1 - x0) / width) * 100}%`, height: `${((y1 - y0) / height) * 100}%` });
        slot.layer.append(shown);
      }
    }
  }

  /** Pages in sight, for what is fetched for them alone. */
  inSight() {
    return [...this.#slots.keys()].sort((a, b) => a - b);
  }

  /** The point under the mouse, in pt of its page. @param {{clientX: number, clientY: number}} event */
  pointAt({ clientX, clientY }) {
    const { left, top } = this.sheet.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    const place = this.#layout.places.find((p) => x >= p.left && x < p.left + p.width && y >= p.top && y < p.top + p.height);
    if (!place) return null;
    const px = PX_PER_PT * this.zoom;
    return { page: place.index, x: (x - place.left) / px, y: (y - place.top) / px };
  }

  /** Bring a page to the top of the window. @param {number} index */
  turnTo(index) {
    const place = this.#layout.places[Math.max(0, Math.min(index, this.pages.length - 1))];
    if (place) this.host.scrollTop = Math.max(0, place.top - this.options.edge / 2);
  }

  /** Bring a box into sight; nothing moves where it is in sight already. @param {PageBox} box */
  reveal({ page, x0, y0, x1, y1 }) {
    const place = this.#layout.places[page];
    if (!place) return;
    const px = PX_PER_PT * this.zoom;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.host;
    const [top, bottom] = [place.top + y0 * px, place.top + y1 * px];
    const [left, right] = [place.left + x0 * px, place.left + x1 * px];
    if (top < scrollTop + 8 || bottom > scrollTop + clientHeight - 8) this.host.scrollTop = (top + bottom) / 2 - clientHeight / 2;
    if (left < scrollLeft + 8 || right > scrollLeft + clientWidth - 8) this.host.scrollLeft = (left + right) / 2 - clientWidth / 2;
  }

  /** Have a page stand out, and bring it into sight. @param {number} index */
  choose(index) {
    this.#chosen = index;
    for (const [each, slot] of this.#slots) slot.root.classList.toggle("chosen", each === index);
    const place = this.#layout.places[index];
    const { scrollTop, clientHeight } = this.host;
    if (place && (place.top < scrollTop || place.top + place.height > scrollTop + clientHeight)) this.turnTo(index);
  }

  /** The pages that stand beside the one in the middle, and itself. */
  beside() {
    const row = this.#layout.rows.find(({ places }) => places.some(({ index }) => index === this.current));
    return row?.places.map(({ index }) => index) ?? [];
  }

  /** A row forth or back. @param {1 | -1} step */
  turn(step) {
    const rows = this.#layout.rows;
    const now = rows.findIndex((row) => row.places.some((place) => place.index === this.current));
    const row = rows[Math.max(0, Math.min(now + step, rows.length - 1))];
    if (row) this.turnTo(row.places[0].index);
  }
}
