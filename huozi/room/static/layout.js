// Where pages stand in the window. Pure: figures in, figures out.

/** CSS pixels of a point at 100 %. */
export const PX_PER_PT = 96 / 72;
/** The scales that the server draws, in per cent of 72 dpi. */
const SCALES = [25, 100, 150, 200, 300, 400];
const SHARP_ENOUGH = 0.92;

/**
 * @typedef {{index: number, left: number, top: number, width: number, height: number}} Place
 * @typedef {{top: number, height: number, places: Place[]}} Row
 * @typedef {{rows: Row[], places: Place[], width: number, height: number}} Layout
 */

/**
 * The pages as rows: alone, or verso left and recto right.
 * @param {import("./api.js").RoomPage[]} pages @param {boolean} spreads
 * @returns {number[][]}
 */
export function rowsOf(pages, spreads) {
  /** @type {number[][]} */
  const rows = [];
  pages.forEach((page, index) => {
    const last = rows.at(-1);
    const facing = spreads && page.side === "recto" && last?.length === 1 && pages[last[0]].side === "verso";
    if (facing) last.push(index);
    else rows.push([index]);
  });
  return rows;
}

/**
 * @param {import("./api.js").RoomPage[]} pages
 * @param {{spreads: boolean, zoom: number, width: number, gap: number, edge: number}} given sizes in CSS px
 * @returns {Layout}
 */
export function layOut(pages, { spreads, zoom, width, gap, edge }) {
  const px = PX_PER_PT * zoom;
  const leaf = Math.max(0, ...pages.map((page) => page.width)) * px;
  const full = Math.max(width, Math.ceil(leaf * (spreads ? 2 : 1)) + 2 * edge);
  const middle = Math.round(full / 2);
  let top = edge;
  /** @type {Place[]} */
  const places = [];
  const rows = rowsOf(pages, spreads).map((row) => {
    const height = Math.round(Math.max(...row.map((index) => pages[index].height)) * px);
    const found = row.map((index) => {
      const page = pages[index];
      const w = Math.round(page.width * px);
      const left = !spreads ? Math.round(middle - w / 2) : page.side === "verso" ? middle - w : middle;
      return (places[index] = { index, left, top, width: w, height: Math.round(page.height * px) });
    });
    const made = { top, height, places: found };
    top += height + gap;
    return made;
  });
  return { rows, places, width: full, height: Math.max(0, top - gap) + edge };
}

/** @param {Layout} layout @param {number} from @param {number} to @returns {Row[]} rows that stand there */
export function rowsBetween(layout, from, to) {
  return layout.rows.filter((row) => row.top + row.height >= from && row.top <= to);
}

/**
 * The zoom that fits.
 * @param {"width" | "page"} manner @param {import("./api.js").RoomPage[]} pages
 * @param {{spreads: boolean, width: number, height: number, edge: number}} given
 */
export function fitting(manner, pages, { spreads, width, height, edge }) {
  const across = Math.max(1, ...pages.map((page) => page.width)) * (spreads ? 2 : 1) * PX_PER_PT;
  const down = Math.max(1, ...pages.map((page) => page.height)) * PX_PER_PT;
  const zoom = (width - 2 * edge) / across;
  return Math.max(0.1, manner === "page" ? Math.min(zoom, (height - 2 * edge) / down) : zoom);
}

/** The scale to ask for, so that a page is sharp. @param {number} zoom @param {number} ratio device pixels per px */
export function scaleFor(zoom, ratio) {
  const wanted = zoom * PX_PER_PT * ratio * 100 * SHARP_ENOUGH;
  return SCALES.find((scale) => scale >= wanted) ?? SCALES[SCALES.length - 1];
}
