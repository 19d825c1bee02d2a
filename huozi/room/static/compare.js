// Two texts side by side: two people's on one paragraph; a version and what stands now.

import { EditorState, EditorView, MergeView, lineNumbers } from "./vendor/codemirror.js";
import { dialog, el } from "./dom.js";
import { say, wordsBelow } from "./words.js";

const theme = EditorView.theme({
  "&": { fontSize: "15px", backgroundColor: "var(--paper)", color: "var(--ink)" },
  ".cm-scroller": { fontFamily: "var(--song)", lineHeight: "1.8" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "none" },
  // The sign that CodeMirror puts there is in few fonts.
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"···"' },
  ".cm-changedText": { background: "var(--changed) !important" },
});

/**
 * @param {HTMLElement} host @param {string} left @param {string} right
 * @param {boolean} editable whether the right one is
 */
function sideBySide(host, left, right, editable) {
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".cm-mergeView{height:100%;overflow:auto}.cm-mergeViewEditors{min-height:100%}");
  root.adoptedStyleSheets = [sheet];
  const common = [theme, lineNumbers(), EditorView.lineWrapping, EditorState.phrases.of(wordsBelow("cm"))];
  const locked = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
  return new MergeView({
    root,
    parent: root,
    a: { doc: left, extensions: [common, locked] },
    b: { doc: right, extensions: [common, editable ? [] : locked] },
    highlightChanges: true,
    gutter: true,
    collapseUnchanged: { margin: 2, minSize: 4 },
    revertControls: editable ? "a-to-b" : undefined,
    renderRevertControl: editable ? () => el("button", { title: say("conflict.take") }, "→") : undefined,
  });
}

/**
 * Both texts, for a person to make one of them. @param {import("./api.js").Conflict} conflict
 * @param {(text: string) => void} made
 */
export function showConflict(conflict, made) {
  const host = el("div.compare");
  const end = (/** @type {string} */ text) => { shown.close(); made(text); };
  const shown = dialog(say("conflict.title"), say("conflict.later"),
    el("p", {}, say("conflict.words", { n: conflict.paragraphs.length })),
    el("div.compare-heads", {}, el("strong", {}, say("conflict.theirs")), el("strong", {}, say("conflict.yours"))),
    host,
    el("div.row", {},
      el("button", { click: () => end(conflict.theirs) }, say("conflict.take-theirs")),
      el("button", { click: () => end(conflict.yours) }, say("conflict.keep-mine")),
      el("button.main", { click: () => end(view.b.state.doc.toString()) }, say("conflict.take-right"))));
  shown.classList.add("wide");
  const view = sideBySide(host, conflict.theirs, conflict.yours, true);
  return shown;
}

/** @param {string} title @param {string} old @param {string} now @param {string} action @param {() => void} act */
export function showVersion(title, old, now, action, act) {
  const host = el("div.compare");
  const shown = dialog(title, say("close"),
    el("div.compare-heads", {}, el("strong", {}, say("history.then")), el("strong", {}, say("history.now"))),
    host,
    el("div.row", {}, action && el("button.main", { click: () => { shown.close(); act(); } }, action)));
  shown.classList.add("wide");
  sideBySide(host, old, now, false);
}
