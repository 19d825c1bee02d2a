// Offsets: the server counts characters (code points), the editor UTF-16 units. And what differs.

import { diff } from "./vendor/codemirror.js";

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** @param {string} text @param {number} points @returns {number} UTF-16 units */
export function unitsOf(text, points) {
  let units = points;
  for (const { index } of text.matchAll(PAIRS)) {
    if (index >= units) break;
    units += 1;
  }
  return Math.min(units, text.length);
}

/** @param {string} text @param {number} units @returns {number} code points */
export function pointsOf(text, units) {
  let points = units;
  for (const { index } of text.matchAll(PAIRS)) {
    if (index >= units) break;
    points -= 1;
  }
  return points;
}

/**
 * The changes that make one text of another, as few and small as can be found soon.
 * @param {string} from @param {string} to
 * @returns {{from: number, to: number, insert: string}[]}
 */
export function changesBetween(from, to) {
  return diff(from, to, { scanLimit: 400, timeout: 60 }).map((change) => ({
    from: change.fromA,
    to: change.toA,
    insert: to.slice(change.fromB, change.toB),
  }));
}
