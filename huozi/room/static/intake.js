// Manuscripts: Word files come in, are reported on, ask their questions, and are taken.

import { byId, el, fill, toast } from "./dom.js";
import { moment, say } from "./words.js";
import { jobList, showReport } from "./jobs.js";

const ACCEPTED = ".docx,.doc,.wps,.rtf,.txt,.md";

/** @param {import("./room.js").Room} room */
export function intakePanel(room) {
  const host = byId("intake");
  const waiting = el("ol.cards");
  const list = el("ol.cards");
  const jobs = jobList(room, list, (job) => job.kind === "import");
  const files = el("input", { type: "file", name: "files", multiple: true, required: true, accept: ACCEPTED, "aria-label": say("intake.files") });

  fill(host,
    el("section.order", {}, el("h3", {}, say("intake.upload")), el("p.quiet", {}, say("intake.words")),
      el("form.row", {
        submit: async (/** @type {any} */ event) => {
          event.preventDefault();
          const form = new FormData();
          for (const file of files.files) form.append("files", file);
          await room.does(room.api.upload(form));
          event.target.reset();
          await load();
        },
      }, files, el("button.main", {}, say("intake.send")))),
    el("h3", {}, say("intake.list")), waiting, el("h3", {}, say("intake.jobs")), list);

  async function load() {
    const found = await room.api.intakes().catch(() => []);
    fill(waiting, ...(found.length ? found.map(card) : [el("li.quiet", {}, say("intake.none"))]));
  }

  /** @param {any} intake */
  function card(intake) {
    const parts = room.units().filter((unit) => unit.kind === "part");
    const into = el("select", { "aria-label": say("intake.into") }, ...parts.map((unit) => el("option", { value: unit.id }, unit.title)));
    const choice = (/** @type {string} */ label, /** @type {string} */ prefix, /** @type {string[]} */ values) =>
      el("select", { "aria-label": say(label) }, ...values.map((value) => el("option", { value }, say(`${prefix}.${value || "any"}`))));
    const manner = choice("intake.manner", "manner", ["", "document", "article"]);
    const changes = choice("intake.changes", "changes", ["ask", "accept", "reject"]);
    const questions = el("textarea.questions", { rows: "10", spellcheck: "false", "aria-label": say("intake.questions") });
    questions.value = intake.questions ?? "";
    const order = () => room.does(room.api.order({ kind: "import", intake: intake.id, into: into.value, manner: manner.value, changes: changes.value })).then((job) => job && jobs.news(job));
    return el("li.card", { "data-intake": intake.id },
      el("p", {}, el("strong", {}, intake.files.map((/** @type {any} */ f) => f.called ?? f).join("、")), el("span.quiet", {}, ` ${intake.who ?? ""} · ${moment(intake.at ?? "")}`),
        intake.taken && el("span.pill.done", {}, say("intake.taken"))),
      !intake.taken && el("div.row", {}, parts.length > 0 && into, manner, changes, el("button", { click: order }, say("intake.look"))),
      intake.report && el("div.row", {}, el("button", { click: () => showReport(say("intake.report"), room.api.jobFile(intake.job, intake.report)) }, say("intake.report"))),
      intake.questions && !intake.taken && el("details", { open: true }, el("summary", {}, say("intake.questions")), el("p.quiet", {}, say("intake.questions-words")), questions,
        el("button", { click: async () => { await room.does(room.api.answers(intake.id, questions.value)); toast(say("intake.answered")); await load(); } }, say("intake.answer"))),
      intake.report && !intake.taken && el("button.main", {
        click: async () => { await room.does(room.api.take(intake.id)); toast(say("intake.taken")); await load(); },
      }, say("intake.take")));
  }

  return {
    load: () => Promise.all([load(), jobs.load()]),
    /** @param {import("./api.js").Job} job */
    news(job) {
      jobs.news(job);
      if (job.kind === "import" && !["waiting", "running"].includes(job.state)) load();
    },
  };
}
