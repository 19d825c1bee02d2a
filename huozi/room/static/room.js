// The room page: pages, text and panels put together.

import { byId, delayed, el, fill, onceForADoubleClick, toast } from "./dom.js";
import { language, localise, messageOf, say, sayOr, speak } from "./words.js";
import { Refusal, bookApi, get, me, send } from "./api.js";
import { Live } from "./live.js";
import { Pages } from "./book.js";
import { Editor } from "./editor.js";
import { Saver } from "./saving.js";
import { contentsList } from "./contents.js";
import { followed } from "./following.js";
import { fileList } from "./files.js";
import { findingsPanel, showStale } from "./findings.js";
import { intakePanel } from "./intake.js";
import { keys, showHelp } from "./keys.js";
import { marksPanel } from "./marks.js";
import { ordersPanel } from "./orders.js";
import { pointing } from "./pointing.js";
import { proofsPanel } from "./proofs.js";
import { searchPanel } from "./search.js";
import { showConflict } from "./compare.js";
import { showHistory } from "./history.js";
import { splitter, tabs } from "./tabs.js";
import { view } from "./toolbar.js";
import * as drafts from "./drafts.js";

const LANDED_MS = 300;
const PASSING_MS = 400;
const SETTLED_MS = 60000;
const CALM_MS = 60;
const CALM_ROUNDS = 4;

/** What the parts of the page share. */
export class Room {
  /** @type {import("./api.js").RoomEdition | null} */
  edition = null;
  /** The bases of texts that were saved while one was being opened. @type {Map<string, string>} */
  #told = new Map();
  #tab = "";
  #offered = "";
  #landed = false;
  #boxesAsked = 0;
  #opening = 0;
  #working = false;
  /** @type {Map<HTMLElement, number>} */
  #passing = new Map();
  #landedSoon = delayed(() => this.#showLanded(true), LANDED_MS);
  #marksSoon = delayed(() => this.marks.paint(), LANDED_MS);

  /** @param {import("./api.js").BookApi} api @param {import("./api.js").Me} who */
  constructor(api, who) {
    this.api = api;
    this.me = who;
    this.mayEdit = who.role !== "reader";
    this.pages = new Pages(byId("pages"), api.picture);
    this.thumbs = new Pages(byId("thumbs"), api.picture, { gap: 26, edge: 12, labels: true });
    this.thumbs.fit = "width";
    this.thumbs.spreads = true;
    this.editor = new Editor(byId("editor"));
    this.saver = new Saver(api, this.editor);
    this.live = new Live(api.root);
    this.files = fileList(this);
    this.titleOf = this.files.titleOf;
    this.contents = contentsList(byId("contents"), (unit) => this.#chosen(unit));
    this.findings = findingsPanel(this);
    this.marks = marksPanel(this);
    this.orders = ordersPanel(this);
    this.proofs = proofsPanel(this);
    this.intake = intakePanel(this);
    this.searching = searchPanel(this);
    this.pointing = pointing(this);
    this.write = this.marks.write;
    this.unpick = this.pointing.unpick;
    this.showLeft = tabs(byId("left"), () => requestAnimationFrame(() => this.thumbs.choose(this.pages.current)));
    this.showTab = tabs(byId("right"), (name) => this.#tabShown(name));
    view(this);
    keys(this);
    this.#listen();
  }

  /** Entries and parts in order. */
  units() {
    return this.edition?.units ?? [];
  }

  leftFocus() {
    const panel = byId("left").querySelector('[role="tabpanel"]:not([hidden])') ?? byId("contents");
    return panel.querySelector("input, button") ?? panel;
  }

  /** @param {number | null} page */
  folioOf = (page) => (page === null || !this.edition?.pages[page] ? "" : say("page.folio", { folio: this.edition.pages[page].folio || page + 1 }));
  /** @param {number} page */
  fileOfPage(page) {
    const unit = this.edition?.pages[page]?.unit;
    return this.units().find((each) => each.id === unit)?.file ?? "";
  }

  /** Wait until all that was typed is saved and stands on the pages; tells and gives false where it can't be. */
  async settled() {
    const end = performance.now() + SETTLED_MS;
    let saved = await this.saver.flush();
    for (let calm = 0; saved && calm < CALM_ROUNDS && performance.now() < end; calm++) {
      await new Promise((resolve) => setTimeout(resolve, CALM_MS));
      if (this.#working) calm = -1;
      saved = await this.saver.flush();
    }
    saved &&= !this.#working;
    if (!saved) toast(say("findings.unsaved"), "bad");
    return saved;
  }

  /** What came of a request; a refusal is told. @template T @param {Promise<T>} asked @returns {Promise<T | null>} */
  async does(asked) {
    try {
      return (await asked) ?? /** @type {any} */ (true);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      toast(refusal.body?.message_zh ? messageOf(refusal.body) : say("error.unreached"), "bad");
      return null;
    }
  }

  #listen() {
    this.live.addEventListener("news", (event) => this.#news(/** @type {CustomEvent} */ (event).detail));
    this.live.addEventListener("up", () => this.#connected());
    this.live.addEventListener("down", () => this.#tell());
    this.saver.addEventListener("state", () => this.#tellSaving());
    this.saver.addEventListener("saved", () => this.findings.later());
    this.saver.addEventListener("conflict", (event) => this.#dispute(/** @type {CustomEvent} */ (event).detail));
    this.editor.addEventListener("to-page", () => this.toPage());
    this.editor.view.scrollDOM.addEventListener("mouseup", () => this.#offerSelected());
    byId("editor").addEventListener("mouseup", () => this.#offerSelected());
    byId("to-page").addEventListener("click", () => this.toPage());
    byId("history").addEventListener("click", () => this.does(showHistory(this)));
    byId("file").addEventListener("change", () => this.openFile(byId("file").value));
    byId("help").addEventListener("click", showHelp);
    onceForADoubleClick(byId("right"));
    this.pages.addEventListener("place", () => {
      this.contents.at(this.pages.pages[this.pages.current]?.unit ?? "");
      this.thumbs.choose(this.pages.current);
      this.#marksSoon.soon();
    });
    this.thumbs.host.addEventListener("click", (event) => {
      const point = this.thumbs.pointAt(event);
      if (point) this.pages.turnTo(point.page);
    });
    addEventListener("beforeunload", (event) => {
      if (this.saver.unsaved && this.saver.state !== "saving" && this.saver.state !== "typing") event.preventDefault();
    });
  }

  #connected() {
    this.#working = false;
    this.#tell();
    this.saver.again();
    if (this.saver.file && !this.saver.unsaved) this.saver.changedElsewhere("?");
    this.#tabShown(this.#tab); // what was told meanwhile was not heard
    if (this.#tab !== "marks") this.marks.load();
  }

  /** @param {any} news */
  #news(news) {
    if (news.type === "edition" || news.type === "working") this.#working = news.type === "working";
    if (news.type === "saved") this.marks.later(); // they go with their words, or lose them
    if (news.type === "edition" || news.type === "pages") this.#heard(news.type, news.edition);
    else if (news.type === "saved" && news.file === this.saver.file) this.saver.changedElsewhere(news.base);
    else if (news.type === "saved") this.#told.set(news.file, news.base);
    else if (news.type === "marks") this.marks.load();
    else if (news.type === "working") this.#tell();
    else if (news.type === "job" && this.mayEdit) [this.orders, this.proofs, this.intake].forEach((panel) => panel.news(news.job));
  }

  /** @param {string} kind @param {import("./following.js").EditionNews} news */
  async #heard(kind, news) {
    const edition = followed(this.edition, news);
    if (edition && kind === "pages") this.#see(edition);
    else if (edition) this.#show(edition, news);
    else if (news.number > (this.edition?.number ?? 0)) {
      const whole = await this.api.edition().catch(() => null);
      if (whole && whole.number > (this.edition?.number ?? 0)) this.#show(whole);
    }
  }

  /** Pages of an edition that is being made. @param {import("./api.js").RoomEdition} edition */
  #see(edition) {
    const before = this.edition?.pages;
    this.edition = edition;
    if (edition.pages === before) return;
    this.pages.show(edition.pages);
    this.thumbs.show(edition.pages);
    if (edition.pages.length !== before?.length) byId("page-all").textContent = say("middle.of", { n: edition.pages.length });
  }

  /** @param {import("./api.js").RoomEdition} edition @param {Partial<import("./api.js").RoomEdition>} [news] what may be other */
  #show(edition, news = edition) {
    const first = !this.edition;
    this.#see(edition);
    this.contents.show(edition);
    this.contents.at(edition.pages[this.pages.current]?.unit ?? "");
    if (news.units) this.orders.show();
    if (news.units || news.faults) this.files.load(); // one may have gone, or be there again
    if (first) this.findings.again(); // before it, nothing could be asked
    else if (news.findings || news.faults) this.findings.show();
    this.#tell();
    if (news.faults) showStale(this, edition.faults);
    if (this.#landed) this.#landedSoon.soon();
    this.#marksSoon.soon();
  }

  #tell() {
    const faults = this.edition?.faults.length ?? 0;
    const state = !this.live.up ? "down" : this.#working ? "working" : !this.edition ? "first" : faults ? "faulty" : "ready";
    this.#say(byId("state"), `pill ${state}`, say(`state.${state}`), state === "working");
  }

  /**
   * What passes in a moment is not read, and to draw it takes time that the pages want.
   * @param {HTMLElement} where @param {string} name @param {string} words @param {boolean} passing
   */
  #say(where, name, words, passing) {
    const show = () => {
      if (where.className !== name) where.className = name;
      if (where.textContent !== words) where.textContent = words;
    };
    clearTimeout(this.#passing.get(where));
    if (passing) this.#passing.set(where, window.setTimeout(show, PASSING_MS));
    else show();
  }

  #tellSaving() {
    const { state } = this.saver;
    const words = this.mayEdit ? say(`saving.${state}`) : say("saving.reader");
    byId("saving").className = `quiet ${state}`;
    this.#say(byId("saving"), `quiet ${state}`, words, state === "typing" || state === "saving");
    const why = state === "refused" && this.saver.refusal?.message_zh ? messageOf(this.saver.refusal) : null;
    const offered = `${state} ${why}`;
    if (offered === this.#offered) return; // what it offers may be clicked just now
    this.#offered = offered;
    if (state === "conflict" || state === "signed-out" || state === "refused") {
      fill(byId("offer"), why && el("strong", {}, why), say(`saving.${state}-words`),
        state === "conflict" && el("button", { click: () => this.saver.conflict && this.#dispute(this.saver.conflict) }, say("conflict.look")),
        state === "signed-out" && el("a.button", { href: "/sign-in", target: "_blank" }, say("door.sign-in")));
      byId("offer").hidden = false;
    } else if (state === "saved") {
      byId("offer").hidden = true;
    }
  }

  /** @param {import("./api.js").Conflict} conflict */
  #dispute(conflict) {
    showConflict(conflict, (text) => this.saver.resolve(text));
  }

  /** Open an entry's text, if it is not open. @param {string} file @returns {Promise<boolean>} */
  async openFile(file) {
    const mine = ++this.#opening;
    if (this.saver.file === file) return true;
    this.#told.delete(file);
    const [opened, left] = await Promise.all([this.does(this.api.text(file)), this.mayEdit ? drafts.left(this.api.id, file) : null]);
    // What is typed until the other text is there is of the one that is open.
    if (opened && this.saver.file) await this.saver.flush();
    if (!opened || mine !== this.#opening) {
      byId("file").value = this.saver.file; // another was chosen meanwhile, or this one is gone
      return false;
    }
    this.findings.forget();
    this.editor.open(opened.text, !this.mayEdit);
    this.saver.open(opened);
    byId("file").value = byId("editor").dataset.file = file;
    byId("offer").hidden = true;
    localStorage.setItem(`huozi/file/${this.api.id}`, file);
    this.findings.again();
    this.marks.paint();
    if (this.mayEdit) drafts.offer(this, opened, left);
    this.saver.changedElsewhere(this.#told.get(file) ?? opened.base);
    return true;
  }

  /** Both sides show an entry that was chosen in the contents. @param {import("./api.js").RoomUnit} unit */
  #chosen(unit) {
    this.pages.turnTo(unit.page);
    if (this.files.has(unit.file)) this.openFile(unit.file);
  }

  /** A click on a page found a character. @param {import("./api.js").SourceSpot} spot */
  async landed(spot) {
    if (!this.files.has(spot.file)) return toast(say("editor.not-here", { file: spot.file }));
    this.showTab("text");
    if (!(await this.openFile(spot.file))) return;
    this.editor.land(spot.offset);
    await this.#showLanded();
  }

  /** @param {boolean} [follow] nobody has asked */
  async #showLanded(follow = false) {
    const { file } = this.saver;
    const { offset, length } = this.editor.selection;
    return this.#boxes(file, offset, length, follow);
  }

  /** Show where characters stand; an answer that is overtaken is not shown. @param {string} file @param {number} offset
   * @param {number} length @param {boolean} [follow] */
  async #boxes(file, offset, length, follow) {
    const own = ++this.#boxesAsked;
    const boxes = await this.api.where(file, offset, Math.max(1, length)).catch(() => []);
    if (own !== this.#boxesAsked) return boxes;
    this.#landed = true;
    this.pages.boxes("landed", boxes, follow);
    return boxes;
  }

  /** Show on the page where the cursor is. */
  async toPage() {
    if (!this.saver.file) return;
    await this.saver.flush();
    const { offset, length } = this.editor.selection;
    this.editor.land(offset, length || 1, { select: length > 0 });
    const boxes = await this.#showLanded();
    if (boxes.length) this.pages.reveal(boxes[0]);
    else toast(say("editor.not-on-page"));
  }

  /** @param {string} file @param {number} offset @param {number} length */
  async goTo(file, offset, length) {
    this.showTab("text");
    if (!(await this.openFile(file))) return;
    this.editor.land(offset, length);
    const boxes = await this.#boxes(file, offset, length);
    if (boxes.length) this.pages.reveal(boxes[0]);
  }

  /** @param {string} file @param {number} line @param {{column?: number, length?: number, page?: number | null}} at */
  async goToLine(file, line, { column = 1, length = 1, page = null }) {
    if (!this.files.has(file)) {
      if (page !== null) this.pages.turnTo(page);
      else toast(say("editor.not-here", { file }));
      return;
    }
    if (await this.openFile(file)) await this.goTo(file, this.editor.offsetOf(line, column), length || 1);
  }

  search() {
    this.showLeft("search");
    this.searching.focus();
  }

  #offerSelected() {
    setTimeout(() => (this.editor.selection.length ? this.pointing.offer() : this.unpick()));
  }

  /** @param {string} name */
  #tabShown(name) {
    this.#tab = name;
    const { marks, proofs, orders, intake } = this;
    ({ marks, proofs, orders, intake })[name]?.load();
  }

  async begin() {
    this.showLeft("contents");
    this.showTab("text");
    this.#tell();
    this.#tellSaving();
    const files = await this.files.load();
    const last = localStorage.getItem(`huozi/file/${this.api.id}`);
    const first = files.find(({ file }) => file === last) ?? files[0];
    if (first) await this.openFile(first.file);
    if (!this.edition) {
      const edition = await this.api.edition().catch(() => null);
      if (edition && !this.edition) this.#show(edition);
    }
    await this.marks.load();
  }
}

localise(document);
byId("language").addEventListener("click", () => speak(language === "zh" ? "en" : "zh"));
byId("sign-out").addEventListener("click", async () => {
  await send("POST", "/sign-out").catch(() => {});
  location.assign("/sign-in");
});
for (const bar of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".splitter"))) splitter(bar);
const book = decodeURIComponent(location.pathname.split("/")[2]);
const who = await me().catch(() => null);
if (!who) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
else {
  byId("me").textContent = `${who.name} · ${sayOr("role", who.role)}`;
  if (who.role === "reader") byId("tab-intake").hidden = byId("tab-orders").hidden = true;
  const room = new Room(bookApi(book), who);
  get("/api/books").then((books) => {
    const title = books.find((/** @type {any} */ each) => each.id === book)?.title ?? book;
    byId("title").textContent = title;
    document.title = `${title} · ${say("door.room")}`;
  }, () => {});
  await room.begin();
  document.documentElement.dataset.ready = "true";
}
