// What was ordered, how far it is, and what came of it.

import { el, fill, dialog } from "./dom.js";
import { moment, say, sayOr } from "./words.js";

/** A report is a page of its own, which may run nothing. @param {string} title @param {string} address */
export function showReport(title, address) {
  const shown = dialog(title, say("close"), el("iframe.report", { sandbox: "", src: address, title, referrerpolicy: "no-referrer" }));
  shown.classList.add("wide");
}

/** @param {import("./api.js").Job} job */
const isUnder = ({ state }) => state === "waiting" || state === "running";

/** How far a job is. @param {import("./api.js").Job} job */
const rank = (job) => (!isUnder(job) ? 2 : job.state === "running" ? 1 : 0);

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
  /** What was heard since the list was asked for: the answer may be older. @type {Map<string, import("./api.js").Job>} */
  let heard = new Map();
  /** The cards of jobs; they stay while news come in, and so does what is clicked on them.
   * @type {Map<string, {said: string, root: HTMLElement, acts: HTMLElement, stop: HTMLElement}>} */
  const cards = new Map();

  function show() {
    const listed = jobs.filter(wanted);
    fill(host, ...(listed.length ? listed.map(card) : [el("li.quiet", {}, say("jobs.none"))]));
  }

  /** @param {import("./api.js").Job} job */
  function card(job) {
    const known = cards.get(job.id) ?? {
      said: "", root: el("li", { "data-job": job.id }), acts: el("div.row"),
      stop: el("button", { click: () => room.does(room.api.stop(job.id)) }, say("jobs.stop")),
    };
    cards.set(job.id, known);
    const { root, acts, stop } = known;
    const said = JSON.stringify(job);
    if (said === known.said) return root;
    known.said = said;
    const under = isUnder(job);
    root.className = `card ${job.state}`;
    fill(acts, ...inOrder(job.files).filter((name) => !forPrograms(name)).map((name) => file(job, name)), under && stop);
    fill(root,
      el("p", {}, el("strong", {}, sayOr("job", job.kind)), " ", el(`span.pill.${job.state}`, {}, say(`job-state.${job.state}`)),
        el("span.quiet", {}, ` ${job.who} · ${moment(job.at)}`)),
      job.state === "running" && el("progress", { "aria-label": say("job-state.running") }),
      job.lines.length > 0 && job.state !== "done" && el("pre.lines", {}, job.lines.slice(under ? -3 : 0).join("\n")),
      acts,
      job.state === "done" && el("details", {}, el("summary.quiet", {}, say("jobs.course")),
        job.lines.length > 0 && el("pre.lines", {}, job.lines.join("\n")),
        el("div.row", {}, ...job.files.filter(forPrograms).map((name) => file(job, name)))));
    return root;
  }

  /** @param {import("./api.js").Job} job @param {string} name */
  const file = (job, name) => /\.html?$/i.test(name)
    ? el("button", { click: () => showReport(sayOr("job", job.kind), room.api.jobFile(job.id, name)) }, say(name === job.report ? "jobs.report" : "jobs.look", { name }))
    : el("a.button", { href: room.api.jobFile(job.id, name), download: name }, say("jobs.fetch", { name }));

  /** The answer to an order may come after the news of its end. @param {import("./api.js").Job} job */
  function take(job) {
    const known = jobs.findIndex((each) => each.id === job.id);
    if (known < 0) jobs = [job, ...jobs];
    else if (rank(job) >= rank(jobs[known])) jobs = jobs.with(known, job);
    else return;
    heard.set(job.id, job);
  }

  return {
    load: async () => {
      const since = (heard = new Map());
      const found = await room.api.jobs().catch(() => null);
      if (!found || since !== heard) return;
      jobs = found;
      since.forEach(take);
      show();
    },
    /** What somebody ordered here is brought into sight. @param {import("./api.js").Job} job */
    ordered(job) {
      take(job);
      show();
      cards.get(job.id)?.root.scrollIntoView({ block: "nearest" });
    },
    /** @param {import("./api.js").Job} job */
    news(job) {
      take(job);
      show();
    },
  };
}
