// The editor of an entry's text. It lives in a shadow root, where CodeMirror's styles are constructed
// style sheets, so that the page needs no inline styles.

import {
  Annotation, Compartment, Decoration, EditorSelection, EditorState, EditorView, HighlightStyle, Language,
  StateEffect, StateField, Strikethrough, Table, Transaction, defaultKeymap, defineLanguageFacet,
  drawSelection, highlightActiveLine, highlightSelectionMatches, highlightSpecialChars, history,
  historyKeymap, keymap, lineNumbers, lintKeymap, markdownParser, search, searchKeymap, setDiagnostics,
  syntaxHighlighting, tags,
} from "./vendor/codemirror.js";
import { changesBetween, pointsOf, unitsOf } from "./offsets.js";
import { language, say, wordsBelow } from "./words.js";

/** A change that came from the server, not from this person's hands. */
export const fromServer = Annotation.define();

/** The keys at the head of an entry, as one block. */
const frontMatter = {
  defineNodes: [{ name: "FrontMatter", block: true, style: tags.meta }],
  parseBlock: [{
    name: "FrontMatter",
    before: "HorizontalRule",
    /** @param {any} cx @param {any} line */
    parse(cx, line) {
      if (cx.lineStart !== 0 || line.text.trim() !== "---") return false;
      while (cx.nextLine() && line.text.trim() !== "---");
      const end = cx.lineStart + line.text.length;
      cx.nextLine();
      cx.addElement(cx.elt("FrontMatter", 0, end));
      return true;
    },
  }],
};
const markdown = new Language(defineLanguageFacet(), markdownParser.configure([Table, Strikethrough, frontMatter]), [], "markdown");

const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "bold", color: "var(--ink)" },
  { tag: tags.strong, fontWeight: "bold" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.meta, tags.processingInstruction, tags.contentSeparator], color: "var(--faint)" },
  { tag: [tags.link, tags.url, tags.labelName], color: "var(--blue)" },
  { tag: tags.monospace, fontFamily: "var(--mono)" },
]);

const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "16px", color: "var(--ink)", backgroundColor: "var(--paper)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--song)", lineHeight: "1.85", overflow: "auto" },
  ".cm-content": { padding: "10px 0 40vh" },
  ".cm-line": { padding: "0 16px 0 6px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "none", fontFamily: "var(--hei)", fontSize: "12px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "34px", paddingTop: "2px" },
  ".cm-activeLine": { backgroundColor: "var(--line-now)" },
  ".cm-cursor": { borderLeft: "2px solid var(--cinnabar)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selected) !important" },
  ".cm-landed": { backgroundColor: "var(--landed)", outline: "2px solid var(--cinnabar)", borderRadius: "2px" },
  ".cm-marked": { borderBottom: "2px solid var(--cinnabar)", backgroundColor: "var(--marked)" },
  ".cm-lintRange-error": { backgroundImage: "none", borderBottom: "2px solid var(--bad)" },
  ".cm-lintRange-warning": { backgroundImage: "none", borderBottom: "2px solid var(--warn)" },
  ".cm-lintRange-info": { backgroundImage: "none", borderBottom: "2px dotted var(--blue)" },
  ".cm-tooltip": { border: "1px solid var(--edge)", backgroundColor: "var(--paper)", color: "var(--ink)", boxShadow: "0 4px 18px #0003", borderRadius: "4px", maxWidth: "420px", fontFamily: "var(--hei)", fontSize: "14px" },
  ".cm-diagnostic": { padding: "8px 12px", borderLeft: "none" },
  ".cm-diagnosticAction": { backgroundColor: "var(--ink)", color: "var(--paper)", borderRadius: "3px", padding: "4px 10px", margin: "0 0 0 10px", fontSize: "13px" },
  ".cm-panels": { backgroundColor: "var(--board)", color: "var(--ink)", fontFamily: "var(--hei)", borderColor: "var(--edge)" },
  ".cm-panel.cm-search": { padding: "6px 8px" },
  ".cm-textfield": { border: "1px solid var(--edge)", backgroundColor: "var(--paper)", fontSize: "14px", padding: "3px 6px" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", fontSize: "13px", padding: "3px 8px" },
});

const setLanded = StateEffect.define();
const setMarked = StateEffect.define();

/** Ranges that move with the text. @param {any} effect @param {string} cls */
const ranges = (effect, cls) => StateField.define({
  create: () => Decoration.none,
  update(set, transaction) {
    let now = set.map(transaction.changes);
    for (const each of transaction.effects) {
      if (each.is(effect)) now = Decoration.set(each.value.map(([from, to]) => Decoration.mark({ class: cls }).range(from, to)), true);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Gives `typed` (text changed by this person), `changed` (by anybody), `moved` (cursor), `composed` (an
 * input method has ended), `to-page` (the place is wanted on the page).
 */
export class Editor extends EventTarget {
  #readOnly = new Compartment();
  /** What is shown once no input method composes. @type {Map<string, () => void>} */
  #waiting = new Map();

  /** @param {HTMLElement} host */
  constructor(host) {
    super();
    this.root = host.attachShadow({ mode: "open" });
    this.host = host;
    const frame = document.createElement("div");
    frame.className = "frame";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host{display:block;min-height:0}.frame{height:100%}");
    this.root.adoptedStyleSheets = [sheet];
    this.root.append(frame);
    this.view = new EditorView({ root: this.root, parent: frame, state: this.#state("", true) });
  }

  /** @param {string} text @param {boolean} readOnly */
  #state(text, readOnly) {
    const locked = (/** @type {boolean} */ lock) => [EditorState.readOnly.of(lock), EditorView.editable.of(!lock || false)];
    this.locked = locked;
    return EditorState.create({
      doc: text,
      extensions: [
        this.#readOnly.of(locked(readOnly)),
        lineNumbers(), highlightSpecialChars(), history(), drawSelection(), highlightActiveLine(),
        highlightSelectionMatches(), search({ top: true }), EditorView.lineWrapping,
        markdown.data.of({}), markdown, syntaxHighlighting(colours), theme,
        ranges(setLanded, "cm-landed"), ranges(setMarked, "cm-marked"),
        EditorState.phrases.of(wordsBelow("cm")),
        EditorView.contentAttributes.of({ "aria-label": say("editor.label"), spellcheck: "false", lang: language === "zh" ? "zh-CN" : "en", tabindex: "0" }),
        keymap.of([{ key: "Mod-Enter", run: () => this.#tell("to-page") }, ...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
        EditorView.domEventHandlers({
          compositionend: () => { setTimeout(() => this.#tell("composed")); },
          mousedown: (event) => { if (event.altKey) setTimeout(() => this.#tell("to-page")); },
        }),
        EditorView.updateListener.of((update) => this.#updated(update)),
      ],
    });
  }

  /** @param {string} name @param {any} [detail] */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
    return true;
  }

  /** @param {any} update */
  #updated(update) {
    if (update.docChanged) {
      const remote = update.transactions.some((/** @type {any} */ t) => t.annotation(fromServer));
      this.#tell("changed", { changes: update.changes, remote });
      if (!remote) this.#tell("typed");
    }
    if (update.selectionSet || update.docChanged) this.#tell("moved");
  }

  /** Another text, with a history of its own. @param {string} text @param {boolean} readOnly */
  open(text, readOnly) {
    this.#waiting.clear();
    this.view.setState(this.#state(text, readOnly));
    this.#tell("moved");
  }

  /** @param {boolean} readOnly */
  lock(readOnly) {
    this.view.dispatch({ effects: this.#readOnly.reconfigure(this.locked(readOnly)) });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  get composing() {
    return this.view.composing;
  }

  /** When no input method composes (any more). @returns {Promise<void>} */
  settled() {
    return this.composing ? new Promise((resolve) => this.addEventListener("composed", () => resolve(), { once: true })) : Promise.resolve();
  }

  /** Show something in the text once no input method composes; of a kind the newest. @param {string} kind @param {() => void} work */
  #calmly(kind, work) {
    const waits = this.#waiting.size > 0;
    if (!this.composing) return work();
    this.#waiting.set(kind, work);
    if (waits) return;
    this.settled().then(() => {
      const all = [...this.#waiting.values()];
      this.#waiting.clear();
      all.forEach((each) => each());
    });
  }

  /**
   * Make the text another one by its differences: cursor, selection and undo stay.
   * @param {any} changes @param {{undoable: boolean, mine?: boolean}} how `mine`: to be saved as if typed
   */
  change(changes, { undoable, mine = false }) {
    this.view.dispatch({
      changes,
      // An event of its own name is a step of its own for who undoes: it joins no typing before it.
      annotations: [Transaction.addToHistory.of(undoable), Transaction.userEvent.of("set"), ...(mine ? [] : [fromServer.of(true)])],
    });
  }

  /** @param {string} text */
  replaceBy(text) {
    this.change(changesBetween(this.text, text), { undoable: true, mine: true });
  }

  /** Where the cursor is, in characters. */
  get selection() {
    const { from, to } = this.view.state.selection.main;
    const text = this.text;
    const offset = pointsOf(text, from);
    return { offset, length: pointsOf(text, to) - offset, line: this.view.state.doc.lineAt(from).number };
  }

  /**
   * Put the cursor at a character and show it. @param {number} offset in characters
   * @param {number} [length] @param {{focus?: boolean, select?: boolean}} [how]
   */
  land(offset, length = 1, { focus = true, select = false } = {}) {
    const text = this.text;
    const [from, to] = [unitsOf(text, offset), unitsOf(text, offset + length)];
    this.view.dispatch({
      selection: select ? EditorSelection.single(from, to) : EditorSelection.cursor(from),
      effects: [setLanded.of(from < to ? [[from, to]] : []), EditorView.scrollIntoView(from, { y: "center" })],
    });
    if (focus) this.view.focus();
  }

  /** @param {number} line from 1 @param {number} column from 1, in characters */
  offsetOf(line, column) {
    const doc = this.view.state.doc;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    return pointsOf(this.text, at.from) + Math.min(Math.max(0, column - 1), pointsOf(at.text, at.length));
  }

  /** Underline what marks stand on. @param {{offset: number, length: number}[]} marks */
  mark(marks) {
    this.#calmly("marks", () => this.#mark(marks));
  }

  /** @param {{offset: number, length: number}[]} marks */
  #mark(marks) {
    const text = this.text;
    const found = marks.map((m) => [unitsOf(text, m.offset), unitsOf(text, m.offset + Math.max(1, m.length))]);
    this.view.dispatch({ effects: setMarked.of(found.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0])) });
  }

  /**
   * Underline findings. @param {{offset: number, length: number, severity: "error" | "warning" | "info",
   *   message: string, actions: {name: string, apply: () => void}[]}[]} found
   */
  diagnose(found) {
    this.#calmly("findings", () => this.#diagnose(found));
  }

  /** @param {{offset: number, length: number, severity: "error" | "warning" | "info", message: string, actions: {name: string, apply: () => void}[]}[]} found */
  #diagnose(found) {
    const text = this.text;
    const shown = found.map(({ offset, length, severity, message, actions }) => {
      const from = unitsOf(text, offset);
      return { from, to: Math.max(unitsOf(text, offset + length), from), severity, message, actions };
    });
    this.view.dispatch(setDiagnostics(this.view.state, shown));
  }
}
