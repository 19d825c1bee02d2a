// What the sign-in page and the page of a one-time link have in common.

import { byId } from "./dom.js";
import { language, localise, messageOf, say, sayOr, speak } from "./words.js";
import { Refusal, send } from "./api.js";

/** Whether what is typed here can be read on its way. */
const openLine = location.protocol === "http:" && !["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);

/** Fill the page's words. @param {string} title key of the title */
export function openDoor(title) {
  localise(document);
  document.title = say(title);
  byId("plain-http").hidden = !openLine;
  const { said, name } = document.body.dataset;
  if (said) byId("refused").textContent = sayOr("said", said);
  if (name) {
    const field = byId("form").elements.namedItem("name");
    field.value = name;
    field.readOnly = true;
    for (const welcome of document.querySelectorAll('[data-say="door.welcome-words"]')) welcome.textContent = say("door.welcome-named", { name });
    byId("form").elements.namedItem("password").focus();
  }
  byId("language").addEventListener("click", () => speak(language === "zh" ? "en" : "zh"));
}

/**
 * Send the form; a refusal is shown.
 * @param {string} address @param {() => string} check a complaint, or nothing
 */
export function onForm(address, check) {
  const form = byId("form");
  const refused = byId("refused");
  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    refused.textContent = check();
    if (refused.textContent) return;
    const button = form.querySelector("button.main");
    button.disabled = true;
    try {
      const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
      await send("POST", address, new URLSearchParams(fields));
      const next = new URLSearchParams(location.search).get("next") ?? "/";
      location.assign(/^\/(?![/\\])/.test(next) ? next : "/");
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      refused.textContent = refusal.status === 0 ? say("error.unreached") : refusal.body ? messageOf(refusal.body) : say("door.refused");
      button.disabled = false;
      form.elements.namedItem("password").select();
    }
  });
}
