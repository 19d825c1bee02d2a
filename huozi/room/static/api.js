// What is asked of the server. Every write carries the session's token.

import { language } from "./words.js";

/**
 * @typedef {{name: string, side: "recto" | "verso", folio: string, printed: boolean, unit: string,
 *   blank: boolean, width: number, height: number}} RoomPage
 * @typedef {{id: string, kind: string, title: string, file: string, page: number, pages: number,
 *   status: string, level: number}} RoomUnit
 * @typedef {{code: string, severity: "error" | "warning" | "info", file: string, line: number,
 *   column: number, length: number, page: number | null, message_zh: string, message_en: string}} RoomFinding
 * @typedef {{number: number, pages: RoomPage[], units: RoomUnit[], findings: RoomFinding[],
 *   faults: RoomFinding[]}} RoomEdition
 * @typedef {{file: string, offset: number, line: number, column: number, char: string}} SourceSpot
 * @typedef {{page: number, x0: number, y0: number, x1: number, y1: number}} PageBox
 * @typedef {{file: string, offset: number, line: number, column: number, before: string, found: string,
 *   after: string, page: number | null}} Hit
 * @typedef {{rule: string, severity: "error" | "warning" | "info", file: string, offset: number,
 *   length: number, found: string, replacement: string | null, message_zh: string, message_en: string,
 *   source: string, ruling: string}} Doubt
 * @typedef {{text: string, base: string, at: string}} Draft
 * @typedef {{file: string, text: string, base: string, draft: Draft | null}} OpenText
 * @typedef {{base: string, merged: boolean, text: string}} Saved
 * @typedef {{base: string, theirs: string, yours: string,
 *   paragraphs: {base: string, theirs: string, yours: string}[]}} Conflict
 * @typedef {{id: string, who: string, at: string, reason: string, digest: string}} Version
 * @typedef {"replace" | "delete" | "insert" | "query"} MarkKind
 * @typedef {{id: string, file: string, offset: number, length: number, kind: MarkKind, found: string,
 *   text: string, note: string, who: string, at: string,
 *   state: "open" | "accepted" | "declined" | "withdrawn" | "lost", answer: string,
 *   answered_by: string, proof: string, behind: string}} Mark
 * @typedef {{name: string, at: string, who: string, pages: number, digest: string, open_marks: number}} Proof
 * @typedef {{id: string, kind: string, who: string, at: string,
 *   state: "waiting" | "running" | "done" | "failed" | "stopped", lines: string[], files: string[],
 *   report: string | null}} Job
 * @typedef {{mark: Mark, outcome: string, done: boolean | null, stands: string, offset: number, line: number}} Correction
 * @typedef {{name: string, role: "reader" | "editor" | "chief", token: string, language: string}} Me
 */

/** The server said no, or could not be reached (`status` 0). */
export class Refusal extends Error {
  /** @param {number} status @param {any} body */
  constructor(status, body) {
    super(body?.error ?? `status ${status}`);
    this.status = status;
    this.body = body;
  }
}

let token = "";
let name = "";

/**
 * @param {string} path @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch {
    throw new Refusal(0, { error: "unreached" });
  }
  if (answer.status === 401 && !location.pathname.startsWith("/sign-in")) {
    dispatchEvent(new Event("signed-out"));
  }
  if (!answer.ok) throw new Refusal(answer.status, await answer.json().catch(() => null));
  return answer;
}

/** @param {string} path @returns {Promise<any>} */
export const get = async (path) => (await ask(path)).json();

/** @param {"POST" | "PUT" | "DELETE"} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
export async function send(method, path, body) {
  const form = body instanceof FormData || body instanceof URLSearchParams;
  /** @type {Record<string, string>} */
  const headers = { "X-Huozi-Token": token, "Accept-Language": language };
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const options = {
    method,
    headers,
    body: body === undefined ? undefined : form ? /** @type {any} */ (body) : JSON.stringify(body),
  };
  const answer = await ask(path, options).catch(async (refusal) => {
    // Signed in anew, in another window: the same person's session has another token.
    if (refusal.body?.error !== "room-token" || !(await isMine())) throw refusal;
    headers["X-Huozi-Token"] = token;
    return ask(path, options);
  });
  const kind = answer.headers.get("Content-Type") ?? "";
  return kind.startsWith("application/json") ? answer.json() : null;
}

/** @returns {Promise<Me>} */
export async function me() {
  const found = await get("/api/me");
  ({ token, name } = found);
  return found;
}

/** Whether the browser's session is still that of who opened the page. */
async function isMine() {
  const found = await get("/api/me");
  if (found.name === name) token = found.token;
  return found.name === name;
}

/** @param {Record<string, string | number>} values */
const query = (values) => new URLSearchParams(Object.entries(values).map(([k, v]) => [k, String(v)])).toString();

/** The calls of one book. @param {string} id */
export function bookApi(id) {
  const root = `/api/b/${encodeURIComponent(id)}`;
  return {
    id,
    root,
    /** @param {string} name @param {number} scale */
    picture: (name, scale) => `${root}/page/${encodeURIComponent(name)}@${scale}.png`,
    /** @returns {Promise<RoomEdition>} */
    edition: () => get(`${root}/edition`),
    /** @param {number} page @param {number} x @param {number} y @returns {Promise<SourceSpot | null>} */
    spot: (page, x, y) =>
      get(`${root}/spot?${query({ page, x: x.toFixed(2), y: y.toFixed(2) })}`).catch(absent),
    /** @param {string} file @param {number} offset @param {number} length @returns {Promise<PageBox[]>} */
    where: (file, offset, length) => get(`${root}/where?${query({ file, offset, length })}`),
    /** @param {string} q @returns {Promise<Hit[]>} */
    search: (q) => get(`${root}/search?${query({ q })}`),
    /** @param {string} file @returns {Promise<OpenText>} */
    text: (file) => get(`${root}/text?${query({ file })}`),
    /** @returns {Promise<{file: string, title: string, unit: string | null}[]>} */
    files: () => get(`${root}/files`),
    /** @param {string} file @returns {Promise<Version[]>} */
    history: (file) => get(`${root}/history?${query({ file })}`),
    /** @param {string} file @param {string} version @returns {Promise<{text: string}>} */
    version: (file, version) => get(`${root}/version?${query({ file, id: version })}`),
    /** @param {string} file @returns {Promise<Doubt[]>} */
    proofread: (file) => get(`${root}/proofread?${query({ file })}`),
    /** @param {{file: string, text: string, base: string, reason: string}} body @returns {Promise<Saved>} */
    save: (body) => send("PUT", `${root}/text`, body),
    /** @param {{file: string, text: string, base: string}} body */
    draft: (body) => send("PUT", `${root}/draft`, body),
    /** @param {string} file */
    forgetDraft: (file) => send("DELETE", `${root}/draft?${query({ file })}`),
    /** @param {object} body @returns {Promise<Saved>} */
    accept: (body) => send("POST", `${root}/accept`, body),
    /** @param {{rule: string, text: string, reason: string}} body */
    rule: (body) => send("POST", `${root}/ruling`, body),
    /** @returns {Promise<Mark[]>} */
    marks: () => get(`${root}/marks`),
    /** @param {object} body @returns {Promise<Mark>} */
    mark: (body) => send("POST", `${root}/marks`, body),
    /** @param {string} mark @param {string} action @param {string} words */
    answer: (mark, action, words) => send("POST", `${root}/marks/${encodeURIComponent(mark)}`, { action, words }),
    /** @returns {Promise<Proof[]>} */
    proofs: () => get(`${root}/proofs`),
    /** @param {string} name */
    freeze: (name) => send("POST", `${root}/proofs`, { name }),
    /** @param {string} name @returns {Promise<Correction[]>} */
    corrections: (name) => get(`${root}/proofs/${encodeURIComponent(name)}/corrections`),
    /** @param {string} name */
    correctionsPage: (name) => `${root}/proofs/${encodeURIComponent(name)}/corrections.html?${query({ language })}`,
    /** @returns {Promise<Job[]>} */
    jobs: () => get(`${root}/jobs`),
    /** @param {object} body @returns {Promise<Job>} */
    order: (body) => send("POST", `${root}/jobs`, body),
    /** @param {string} job */
    stop: (job) => send("DELETE", `${root}/jobs/${encodeURIComponent(job)}`),
    /** @param {string} job @param {string} name */
    jobFile: (job, name) => `${root}/jobs/${encodeURIComponent(job)}/files/${encodeURIComponent(name)}`,
    /** @returns {Promise<any[]>} */
    intakes: () => get(`${root}/intake`),
    /** @param {FormData} form */
    upload: (form) => send("POST", `${root}/intake`, form),
    /** @param {string} intake @param {string} text @param {string} file */
    answers: (intake, text, file) => send("PUT", `${root}/intake/${encodeURIComponent(intake)}/answers`, { text, file }),
    /** @param {string} intake @param {object} how @returns {Promise<Job>} */
    take: (intake, how) => send("POST", `${root}/intake/${encodeURIComponent(intake)}/take`, how),
  };
}

/** @typedef {ReturnType<typeof bookApi>} BookApi */

/** @param {Refusal} refusal @returns {null} */
function absent(refusal) {
  if (refusal.status === 404) return null;
  throw refusal;
}
