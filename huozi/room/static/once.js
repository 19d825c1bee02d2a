// The page of a one-time link: choose a name and a password.

import { byId } from "./dom.js";
import { onForm, openDoor } from "./doors.js";
import { say } from "./words.js";

openDoor("door.welcome");
const { least } = document.body.dataset;
byId("new-password").textContent = say("door.new-password", { n: least ?? "" });
byId("form").elements.namedItem("password").minLength = Number(least);
onForm(location.pathname, () => (byId("again").value === byId("form").elements.namedItem("password").value ? "" : say("door.differ")));
