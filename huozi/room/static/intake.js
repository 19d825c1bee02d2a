// Manuscripts: Word files come in, are reported on, ask their questions, and are taken.

import { byId, el, fill, newest, remembered, toast } from "./dom.js";
import { messageOf, moment, say, sayOr } from "./words.js";
import { jobList, showReport } from "./jobs.js";

/** With one of these among the proposals, words of one's own are an answer, too. */
const OPEN = ["undated", "keep-in-text", "leave-out"];
const ACCEPTED = ".docx,.doc,.wps,.rtf,.txt,.md";

/** @param {import("./room.js").Room} room */
export function intakePanel(room) {
  const host = byId("intake");
  const waiting = el("ol.cards");
  const list = el("ol.cards");
  const jobs = jobList(room, list, (job) => ["import", "take"].includes(job.kind));
  // The browser's own button speaks the browser's language, not the page's.
  const files = el("input.unseen", { type: "file", name: "files", multiple: true, required: true, accept: ACCEPTED, change: () => named() });
  const names = el("span.quiet.names");
  const named = () => fill(names, [...files.files].map((file) => file.name).join("、") || say("intake.no-file"));
  named();

  fill(host,
    el("section.order", {}, el("h3", {}, say("intake.upload")), el("p.quiet", {}, say("intake.words")),
      el("form.row", {
        submit: async (/** @type {any} */ event) => {
          event.preventDefault();
          const form = new FormData();
          for (const file of files.files) form.append("files", file);
          if (!(await room.does(room.api.upload(form)))) return;
          event.target.reset();
          named();
          await load();
        },
      }, el("label.button", {}, say("intake.files"), files), names, el("button.main", {}, say("intake.send")))),
    el("h3", {}, say("intake.list")), waiting, el("h3", {}, say("intake.jobs")), list);

  /** @type {Map<string, Map<string, string>>} answers of a manuscript that are not handed in */
  const unsent = new Map();

  const asked = newest(() => room.api.intakes().catch(() => null));
  const cards = remembered((/** @type {[any, import("./api.js").RoomUnit[]]} */ [intake, parts]) => card(intake, parts));

  async function load() {
    const found = await asked();
    if (!found) return;
    const parts = room.units().filter((unit) => unit.kind === "part");
    fill(waiting, ...(found.length ? cards(found.map((intake) => [intake, parts])) : [el("li.quiet", {}, say("intake.none"))]));
  }

  /** @param {string} label @param {string} prefix @param {string[]} values */
  const choice = (label, prefix, values) =>
    el("select", { "aria-label": say(label) }, ...values.map((value) => el("option", { value }, say(`${prefix}.${value || "any"}`))));

  /** @param {any} intake @param {import("./api.js").RoomUnit[]} parts */
  function card(intake, parts) {
    const into = el("select", {}, ...parts.map((unit) => el("option", { value: unit.id }, unit.title)));
    const manner = choice("intake.manner", "manner", ["", "document", "article"]);
    const changes = choice("intake.changes", "changes", ["ask", "accept", "reject"]);
    const take = async () => {
      const job = await room.does(room.api.take(intake.id, { into: into.value, manner: manner.value, changes: changes.value }));
      if (job) jobs.news(job);
      await load();
    };
    return el("li.card", { "data-intake": intake.id },
      el("p.quiet", {}, `${intake.who} · ${moment(intake.at)} `, intake.taken && el("span.pill.done", {}, say("intake.taken"))),
      ...intake.files.map((/** @type {any} */ file) => manuscript(intake, file)),
      !intake.taken && el("div.row", {}, parts.length > 0 && el("label", {}, el("span", {}, say("intake.into")), into), manner, changes,
        el("button.main", { click: take }, say("intake.take"))));
  }

  /** @param {any} intake @param {any} file */
  function manuscript(intake, file) {
    const key = `${intake.id}/${file.name}`;
    /** @type {Map<string, string>} what was chosen and not handed in yet */
    const chosen = unsent.get(key) ?? new Map();
    const answer = async (/** @type {Event} */ event) => {
      event.preventDefault();
      const said = file.questions.map((/** @type {any} */ one) => [one.id, chosen.get(one.id) ?? one.answer]);
      // A string of JSON is one of YAML.
      const text = said.map(([id, words]) => `- id: ${JSON.stringify(id)}\n  answer: ${JSON.stringify(words)}\n`).join("");
      if (!(await room.does(room.api.answers(intake.id, text, file.name)))) return;
      unsent.delete(key);
      toast(say("intake.answered"));
      await load();
    };
    const choose = (/** @type {string} */ id, /** @type {string} */ words) => unsent.set(key, chosen.set(id, words));
    return el("div.manuscript", {},
      el("div.row", {}, el("strong", {}, file.called), file.state && el("span.pill", {}, sayOr("intake-state", file.state)),
        file.report && el("button.small", { click: () => showReport(file.called, room.api.jobFile(intake.job, file.report)) }, say("intake.report"))),
      file.questions.length > 0 && !intake.taken && el("details", { open: true }, el("summary", {}, say("intake.questions", { n: file.questions.length })),
        el("form.asked", { submit: answer },
          ...file.questions.map((/** @type {any} */ one) => question(one, `${key}/${one.id}`, chosen.get(one.id) ?? one.answer, choose)),
          el("button.main", {}, say("intake.answer")))));
  }

  /** One question: its proposals to choose from, or words of one's own. The first holds where nothing is chosen.
   * @param {any} asked @param {string} name @param {string} answer @param {(id: string, words: string) => void} choose */
  function question(asked, name, answer, choose) {
    const own = el("input", { maxlength: "200", "aria-label": say("intake.own"), placeholder: say("intake.own"), input: () => choose(asked.id, own.value.trim()) });
    const open = asked.proposals.some((/** @type {string} */ words) => OPEN.includes(words) || sayOr("answer", words) === words);
    own.value = asked.proposals.includes(answer) ? "" : answer;
    // The words of a proposal are for who writes answers into a file; here they are chosen.
    const words = asked.proposals.reduce((/** @type {string} */ told, /** @type {string} */ each) => told.replaceAll(`（${each}）`, "").replaceAll(` (${each})`, ""), messageOf(asked));
    return el("fieldset", {}, el("legend", {}, words), el("q", {}, asked.words),
      ...asked.proposals.map((/** @type {string} */ words, /** @type {number} */ nth) => el("label.tick", {},
        el("input", { type: "radio", name, value: words, checked: answer ? words === answer : nth === 0 && !asked.blocks, change: () => { own.value = ""; choose(asked.id, words); } }),
        el("span", {}, sayOr("answer", words)))), open && own);
  }

  return {
    load: () => Promise.all([load(), jobs.load()]),
    /** @param {import("./api.js").Job} job */
    news(job) {
      jobs.news(job);
      if (["import", "take"].includes(job.kind) && !["waiting", "running"].includes(job.state)) load();
    },
  };
}
