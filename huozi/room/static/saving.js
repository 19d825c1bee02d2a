// Saving what is typed: soon, never amid an input method's composing, never lost.

import { ChangeSet } from "./vendor/codemirror.js";
import { Refusal } from "./api.js";
import { changesBetween } from "./offsets.js";
import { delayed } from "./dom.js";
import * as drafts from "./drafts.js";

const SAVE_MS = 0;
const SERVER_DRAFT_MS = 1000;
const RETRY_MS = [500, 1000, 2000, 4000, 8000];

/**
 * @typedef {"idle" | "typing" | "saving" | "saved" | "offline" | "conflict" | "refused" | "signed-out"} SavingState
 */

/** Gives `state`, `saved` (`detail` is the answer), and `conflict` (`detail` is both texts). */
export class Saver extends EventTarget {
  file = "";
  base = "";
  /** The text that `base` names, as far as it is known here. */
  baseText = "";
  /** @type {SavingState} */
  state = "idle";
  /** @type {import("./api.js").Conflict | null} */
  conflict = null;
  /** Why the last save was refused. @type {any} */
  refusal = null;
  reason = "";
  #dirty = false;
  /** @type {Promise<void> | null} */
  #sending = null;
  /** Typed while a save is under way. @type {any} */
  #since = null;
  #tries = 0;
  #retry = 0;
  #draftSent = false;
  /** The base that somebody else has saved, where it is not shown yet. */
  #behind = "";
  #held = false;
  #catching = false;
  /** Texts that were sent and not answered: the server may have saved one. @type {Set<string>} */
  #unheard = new Set();
  /** Texts that were opened, counted: an answer may be about one that is open anew. */
  #opened = 0;
  #soon = delayed(() => this.#send(), SAVE_MS);
  #draftSoon = delayed(() => this.#sendDraft(), SERVER_DRAFT_MS);

  /** @param {import("./api.js").BookApi} api @param {import("./editor.js").Editor} editor */
  constructor(api, editor) {
    super();
    this.api = api;
    this.editor = editor;
    editor.addEventListener("changed", (event) => {
      const { changes } = /** @type {CustomEvent} */ (event).detail;
      if (this.#since) this.#since = this.#since.compose(changes);
    });
    editor.addEventListener("typed", () => this.#typed());
    editor.addEventListener("composed", () => {
      if (this.#dirty) this.#soon.soon();
      else if (this.#behind) this.#catchUp();
    });
  }

  /** Whether something typed is not saved yet. */
  get unsaved() {
    return this.#dirty || this.#sending !== null;
  }

  /** @param {{file: string, text: string, base: string}} opened the editor shows its text */
  open({ file, text, base }) {
    this.#soon.never();
    this.#draftSoon.never();
    clearTimeout(this.#retry);
    this.#opened++;
    Object.assign(this, { file, base, baseText: text, conflict: null, reason: "" });
    this.#dirty = this.#draftSent = this.#held = false;
    this.#behind = "";
    this.#since = null;
    this.#unheard.clear();
    drafts.letGo();
    this.#set("idle");
  }

  /** Put back a text that was typed on another base. @param {import("./api.js").Draft} draft */
  recover(draft) {
    const known = draft.base === this.base;
    this.editor.replaceBy(draft.text);
    if (!known) this.base = draft.base;
    this.#typed();
  }

  #typed() {
    if (!this.file) return;
    this.#dirty = true;
    drafts.keep(this.api.id, this.file, { text: this.editor.text, base: this.base, at: new Date().toISOString() });
    this.#draftSoon.soon();
    if (this.state === "conflict") return;
    if (this.state !== "offline") this.#set("typing");
    this.#soon.soon();
  }

  /** Save now, and wait until all is saved; false where it can't be. @returns {Promise<boolean>} */
  async flush() {
    for (let round = 0; round < 5 && this.unsaved; round++) {
      this.#soon.never();
      if (this.#sending) await this.#sending;
      else await this.#send(true);
      if (this.state === "offline" || this.state === "conflict" || this.state === "refused") return false;
    }
    return !this.unsaved;
  }

  /** Try again what could not be sent. */
  again() {
    if (this.#dirty && this.state !== "conflict") this.#soon.now();
  }

  /** @param {boolean} [composed] save even amid composing */
  async #send(composed = false) {
    if (!this.#dirty || this.#sending || this.state === "conflict" || !this.file) return;
    if (this.editor.composing && !composed) return;
    this.#sending = this.#sendNow();
    try {
      await this.#sending;
    } finally {
      this.#sending = null;
    }
    if (this.#dirty && (this.state === "saved" || this.state === "typing")) this.#soon.soon();
    else if (this.#behind) this.#catchUp();
  }

  async #sendNow() {
    const { file, base, reason } = this;
    const opened = this.#opened;
    const text = this.editor.text;
    this.#dirty = false;
    this.#since = ChangeSet.empty(text.length);
    if (this.state !== "offline" && this.state !== "signed-out") this.#set("saving");
    try {
      const saved = await this.api.save({ file, text: text.toWellFormed(), base, reason }); // halves of a pair are no text
      if (saved.text !== text) await this.editor.settled(); // an input method's composing is not cut
      if (opened !== this.#opened) return;
      this.#taken(text, saved);
    } catch (refusal) {
      if (opened !== this.#opened) return;
      this.#since = null;
      this.#dirty = true;
      if (!(refusal instanceof Refusal)) throw refusal;
      if (refusal.status === 0 || refusal.status >= 500) this.#unheard.add(text.toWellFormed());
      this.#refused(refusal);
    }
  }

  /** @param {string} sent @param {import("./api.js").Saved} saved */
  #taken(sent, saved) {
    const typed = this.#since;
    this.#since = null;
    this.#tries = 0;
    this.#unheard.clear();
    this.reason = "";
    this.base = saved.base;
    this.baseText = saved.text ?? sent;
    if (this.baseText !== sent) {
      const theirs = ChangeSet.of(changesBetween(sent, this.baseText), sent.length);
      this.editor.change(theirs.map(typed), { undoable: false });
    }
    if (!this.#dirty) {
      drafts.drop(this.api.id, this.file);
      this.#draftSoon.never();
      if (this.#draftSent) this.api.forgetDraft(this.file).catch(() => {});
      this.#draftSent = false;
      this.#set("saved");
    } else {
      this.#set("typing");
    }
    this.dispatchEvent(new CustomEvent("saved", { detail: saved }));
  }

  /** @param {Refusal} refusal */
  #refused(refusal) {
    if (refusal.status === 409 && refusal.body && "theirs" in refusal.body) {
      if (this.#unheard.has(refusal.body.theirs)) { // what was typed here, and nobody else's
        this.base = refusal.body.base;
        this.baseText = refusal.body.theirs;
        this.#set("typing"); // it is sent again
        return;
      }
      this.conflict = refusal.body;
      this.#set("conflict");
      this.dispatchEvent(new CustomEvent("conflict", { detail: refusal.body }));
      this.#draftSoon.soon();
      return;
    }
    if (refusal.status === 401) this.#set("signed-out");
    else if (refusal.status === 0 || refusal.status >= 500) this.#set("offline");
    else {
      this.refusal = refusal.body;
      this.#set("refused");
      if (refusal.status !== 404) return; // a file that was moved away may be there again
    }
    clearTimeout(this.#retry);
    this.#retry = window.setTimeout(() => this.again(), RETRY_MS[Math.min(this.#tries++, RETRY_MS.length - 1)]);
  }

  /** End a conflict with a text made of both. @param {string} text */
  resolve(text) {
    const conflict = this.conflict;
    if (!conflict) return;
    this.conflict = null;
    this.base = conflict.base;
    this.baseText = conflict.theirs;
    this.#set("typing");
    // What was typed since that text was sent stays beside what is chosen.
    const sent = conflict.yours;
    const typed = ChangeSet.of(changesBetween(sent, this.editor.text), sent.length);
    const chosen = ChangeSet.of(changesBetween(sent, text), sent.length);
    this.editor.change(chosen.map(typed), { undoable: true, mine: true });
    this.#typed();
  }

  /**
   * Have the server change the saved text; the change is shown, and undone like what was typed.
   * @param {(base: string) => Promise<import("./api.js").Saved>} work
   */
  async have(work) {
    const before = this.baseText;
    this.#held = true;
    try {
      this.#took(before, await work(this.base));
    } finally {
      this.#held = false;
      if (this.#behind) this.#catchUp();
    }
  }

  /** @param {string} before @param {import("./api.js").Saved} saved */
  #took(before, saved) {
    if (this.baseText !== before) return this.changedElsewhere(saved.base);
    const theirs = ChangeSet.of(changesBetween(before, saved.text), before.length);
    const typed = ChangeSet.of(changesBetween(before, this.editor.text), before.length);
    this.base = saved.base;
    this.baseText = saved.text;
    this.editor.change(theirs.map(typed), { undoable: true });
    this.dispatchEvent(new CustomEvent("saved", { detail: saved }));
  }

  /** Somebody saved this file. @param {string} base */
  changedElsewhere(base) {
    if (base === this.base || this.state === "conflict") return;
    this.#behind = base;
    if (!this.unsaved && !this.#held) this.#catchUp(); // else what is under way brings it
  }

  /** Show what others have saved. One text is asked for after the other: none overtakes a newer one. */
  async #catchUp() {
    if (this.#catching) return;
    this.#catching = true;
    while (this.#behind && !this.#held && !this.editor.composing && !this.unsaved && (await this.#fetch()));
    this.#catching = false;
  }

  /** @returns {Promise<boolean>} false where it is too early to show it */
  async #fetch() {
    const { file, base, baseText: known } = this;
    const behind = this.#behind;
    this.#behind = "";
    if (behind === base) return true;
    const theirs = await this.api.text(file).catch(() => null);
    if (!theirs || file !== this.file || theirs.base === this.base) return true;
    const early = this.unsaved || this.#held || this.editor.composing;
    if (early || this.base !== base || this.editor.text !== known) {
      this.#behind ||= behind; // typed meanwhile: saving merges
      return !early && this.base !== base;
    }
    this.base = theirs.base;
    this.baseText = theirs.text;
    this.editor.change(changesBetween(known, theirs.text), { undoable: false });
    this.dispatchEvent(new CustomEvent("saved", { detail: theirs }));
    return true;
  }

  async #sendDraft() {
    if (!this.unsaved || !this.file) return;
    const { file, base } = this;
    await this.api.draft({ file, text: this.editor.text, base }).catch(() => {});
    if (file === this.file) this.#draftSent = true;
  }

  /** @param {SavingState} state @param {any} [detail] */
  #set(state, detail = null) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail }));
  }
}
