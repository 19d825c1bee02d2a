// Proofs: frozen, compared, and whether each mark of one was done in the next (核红).

import { byId, dialog, el, fill, newest, remembered } from "./dom.js";
import { moment, say, sayOr } from "./words.js";
import { jobList } from "./jobs.js";

/** @param {import("./room.js").Room} room */
export function proofsPanel(room) {
  /** @type {import("./api.js").Proof[]} */
  let proofs = [];
  const host = byId("proofs");
  const table = el("div");
  const rows = el("tbody");
  const sheet = el("table", {},
    el("thead", {}, el("tr", {}, ...["name", "at", "who", "pages", "marks"].map((column) => el("th", {}, say(`proofs.column-${column}`))), el("th"))), rows);
  const asked = newest(() => room.api.proofs().catch(() => null));
  const rowsOf = remembered(row);
  const list = el("ol.cards");
  /** The name that was offered last; another one was typed. */
  let offered = "";
  const name = el("input", { maxlength: "40", required: true, "aria-label": say("proofs.name") });
  const [a, b] = [el("select", { "aria-label": say("proofs.older") }), el("select", { "aria-label": say("proofs.newer") })];
  const jobs = jobList(room, list, (job) => job.kind === "compare");

  fill(host,
    el("p.quiet", {}, say("proofs.words")),
    table,
    room.me.role === "chief" && el("form.row", {
      submit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        if (!(await room.settled())) return;
        if (await room.does(room.api.freeze(name.value.trim()))) name.value = offered;
        await load();
      },
    }, el("label", {}, el("span", {}, say("proofs.name")), name), el("button.main", {}, say("proofs.freeze"))),
    el("section.order", {}, el("h3", {}, say("proofs.compare")), el("p.quiet", {}, say("proofs.compare-words")),
      el("div.row", {}, a, el("span", {}, "→"), b, el("button.main", {
        id: "order-compare",
        click: async () => {
          if (!(await room.settled())) return;
          const job = await room.does(room.api.order({ kind: "compare", a: a.value, b: b.value }));
          if (job) jobs.ordered(job);
        },
      }, say("proofs.compare-go"))), list));

  async function load() {
    const found = await asked();
    if (!found) return;
    proofs = found;
    const nth = say("proofs.nth", { n: sayOr("number", String(proofs.length + 1)) });
    if (name.value === offered) name.value = nth;
    offered = nth;
    fill(rows, ...rowsOf(proofs));
    fill(table, proofs.length ? sheet : el("p.quiet", {}, say("proofs.none")));
    const chosen = [a.value, b.value];
    fill(a, ...proofs.map((proof) => el("option", { value: proof.name }, proof.name)));
    fill(b, ...proofs.map((proof) => el("option", { value: proof.name }, proof.name)), el("option", { value: "" }, say("proofs.now")));
    a.value = chosen[0] || proofs.at(-1)?.name || "";
    b.value = chosen[1] || "";
    byId("order-compare").disabled = proofs.length === 0;
  }

  /** @param {import("./api.js").Proof} proof */
  function row(proof) {
    const pdf = `${room.api.root}/proofs/${encodeURIComponent(proof.name)}.pdf`;
    return el("tr", {},
      el("th", { scope: "row" }, proof.name), el("td", {}, moment(proof.at)), el("td", {}, proof.who), el("td", {}, proof.pages), el("td", {}, proof.open_marks),
      el("td", {}, el("a.button", { href: pdf, target: "_blank", rel: "noopener" }, "PDF"), " ",
        el("button.small", { click: () => corrections(proof) }, say("proofs.corrections"))));
  }

  /** @param {import("./api.js").Proof} proof */
  async function corrections(proof) {
    const found = await room.does(room.api.corrections(proof.name));
    if (!found) return;
    const lines = found.map((/** @type {import("./api.js").Correction} */ { mark, outcome, done, stands, offset }) =>
      el(`li.card.${done ? "accepted" : "open"}`, {},
        el("p", {}, el(`span.pill.${done ? "done" : done === false ? "failed" : "waiting"}`, {}, sayOr("outcome", outcome)), " ",
          el(`span.kind.${mark.kind}`, {}, sayOr("mark", mark.kind)), " ", mark.found && el("q", {}, mark.found), mark.text && el("ins", {}, mark.text),
          mark.kind === "insert" && mark.behind && el("span.found", {}, say("marks.before", { text: mark.behind }))),
        mark.note && el("p", {}, mark.note),
        stands && el("p", {}, say("proofs.stands"), " ", el("q", {}, stands)),
        el("div.row.quiet", {}, [room.titleOf(mark.file), mark.who, sayOr("mark-state", mark.state)].join(" · "),
          stands && el("button.small", { click: () => { shown.close(); room.goTo(mark.file, offset, [...stands].length || 1); } }, say("proofs.look")))));
    const shown = dialog(say("proofs.corrections-of", { name: proof.name }), say("close"),
      el("p", {}, el("a.button", { href: room.api.correctionsPage(proof.name), target: "_blank", rel: "noopener" }, say("proofs.corrections-page"))),
      el("ol.cards", {}, ...(lines.length ? lines : [el("li.quiet", {}, say("proofs.no-marks"))])));
  }

  return { load: () => Promise.all([load(), jobs.load()]), news: jobs.news };
}
