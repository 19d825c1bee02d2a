// An edition as the server tells of it: what is new in it, against the one that is known.

/**
 * @typedef {import("./api.js").RoomEdition} RoomEdition
 * @typedef {{number: number, base?: number, splice?: {at: number, gone: number, pages: import("./api.js").RoomPage[]},
 *   units?: RoomEdition["units"], findings?: RoomEdition["findings"], faults?: RoomEdition["faults"]}} EditionNews
 */

/**
 * The edition that news make of the one that is known; null where they are news of another.
 * @param {RoomEdition | null} known @param {EditionNews} news @returns {RoomEdition | null}
 */
export function followed(known, { number, base = 0, splice, units, findings, faults }) {
  if (base && known?.number !== base) return null;
  const before = base && known ? known : { pages: [], units: [], findings: [], faults: [] };
  const pages = splice ? before.pages.toSpliced(splice.at, splice.gone, ...splice.pages) : before.pages;
  return {
    number,
    pages,
    units: units ?? before.units,
    findings: findings ?? before.findings,
    faults: faults ?? before.faults,
  };
}
