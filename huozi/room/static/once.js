// The page of a one-time link: choose a name and a password.

import { byId } from "./dom.js";
import { onForm, openDoor } from "./doors.js";
import { say } from "./words.js";

openDoor("door.welcome");
onForm(location.pathname, () => (byId("again").value === byId("form").elements.namedItem("password").value ? "" : say("door.differ")));
