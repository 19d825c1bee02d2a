// What was ordered, how far it is, and what came of it.

import { el, fill, dialog } from "./dom.js";
import { moment, say, sayOr } from "./words.js";

/** A report is a page of its own, which may run nothing. @param {string} title @param {string} address */
export function showReport(title, address) {
  const shown = dialog(title, say("close"), el("iframe.report", { sandbox: "", src: address, title, referrerpolicy: "no-referrer" }));
  shown.classList.add("wide");
}

/** @param {string} name */
const forPrograms = (name) => /\.json$/i.test(name);

/** What a person asks for first: files to print, then reports. @param {string[]} names */
function inOrder(names) {
  const rank = (/** @type {string} */ name) => (/\.(pdf|zip)$/i.test(name) ? 0 : /\.html?$/i.test(name) ? 1 : 2);
  return [...names].sort((a, b) => rank(a) - rank(b));
}

/**
 * @param {import("./room.js").Room} room @param {HTMLElement} host
 * @param {(job: import("./api.js").Job) => boolean} wanted
 */
export function jobList(room, host, wanted) {
  /** @type {import("./api.js").Job[]} */
  let jobs = [];

  function show() {
    const listed = jobs.filter(wanted);
    fill(host, ...(listed.length ? listed.map(card) : [el("li.quiet", {}, say("jobs.none"))]));
  }

  /** @param {import("./api.js").Job} job */
  function card(job) {
    const under = job.state === "waiting" || job.state === "running";
    return el(`li.card.${job.state}`, { "data-job": job.id },
      el("p", {}, el("strong", {}, sayOr("job", job.kind)), " ", el(`span.pill.${job.state}`, {}, say(`job-state.${job.state}`)),
        el("span.quiet", {}, ` ${job.who} · ${moment(job.at)}`)),
      job.state === "running" && el("progress", { "aria-label": say("job-state.running") }),
      job.lines.length > 0 && job.state !== "done" && el("pre.lines", {}, job.lines.slice(under ? -3 : 0).join("\n")),
      el("div.row", {}, ...inOrder(job.files).filter((name) => !forPrograms(name)).map((name) => file(job, name)),
        under && el("button", { click: () => room.does(room.api.stop(job.id)) }, say("jobs.stop"))),
      job.state === "done" && el("details", {}, el("summary.quiet", {}, say("jobs.course")),
        job.lines.length > 0 && el("pre.lines", {}, job.lines.join("\n")),
        el("div.row", {}, ...job.files.filter(forPrograms).map((name) => file(job, name)))));
  }

  /** @param {import("./api.js").Job} job @param {string} name */
  const file = (job, name) => /\.html?$/i.test(name)
    ? el("button", { click: () => showReport(sayOr("job", job.kind), room.api.jobFile(job.id, name)) }, say("jobs.look", { name }))
    : el("a.button", { href: room.api.jobFile(job.id, name), download: name }, say("jobs.fetch", { name }));

  return {
    load: async () => {
      jobs = await room.api.jobs().catch(() => jobs);
      show();
    },
    /** @param {import("./api.js").Job} job */
    news(job) {
      const known = jobs.findIndex((each) => each.id === job.id);
      if (known < 0) jobs = [job, ...jobs];
      else jobs = jobs.with(known, job);
      show();
    },
  };
}
