// What the proof room uses of CodeMirror, and no more.
export { EditorState, EditorSelection, StateEffect, StateField, Compartment, Transaction, Annotation, Text, ChangeSet } from "@codemirror/state";
export { EditorView, Decoration, ViewPlugin, WidgetType, keymap, drawSelection, highlightActiveLine, lineNumbers, highlightSpecialChars, placeholder, gutter, GutterMarker, hoverTooltip } from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, undo, redo, undoDepth } from "@codemirror/commands";
export { Language, defineLanguageFacet, syntaxHighlighting, HighlightStyle, syntaxTree } from "@codemirror/language";
export { search, searchKeymap, openSearchPanel, highlightSelectionMatches } from "@codemirror/search";
export { setDiagnostics, lintKeymap, forEachDiagnostic } from "@codemirror/lint";
export { MergeView, diff, presentableDiff } from "@codemirror/merge";
export { tags } from "@lezer/highlight";
export { parser as markdownParser, Table, Strikethrough } from "@lezer/markdown";
