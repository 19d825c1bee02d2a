// The sign-in page.

import { onForm, openDoor } from "./doors.js";

openDoor("door.room");
onForm("/sign-in", () => "");
