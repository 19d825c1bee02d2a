// The live connection: news from the server, and whether there is one.

const PING_MS = 20000;
const LONGEST_WAIT_MS = 5000;

/** Gives `news` events (`detail` is what the server sent), `up` and `down`. */
export class Live extends EventTarget {
  #address;
  /** @type {WebSocket | null} */
  #socket = null;
  #wait = 300;
  #ping = 0;
  /** Whether the connection stands. */
  up = false;

  /** @param {string} root the path of a book's calls */
  constructor(root) {
    super();
    this.#address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${root}/live`;
    this.#open();
    addEventListener("online", () => this.#anew());
    addEventListener("offline", () => this.#set(false));
  }

  /** Try at once instead of waiting; a socket that outlived the break may be a dead one. */
  #anew() {
    this.#wait = 300;
    this.#open();
  }

  #open() {
    this.#socket?.close();
    const socket = (this.#socket = new WebSocket(this.#address));
    socket.onopen = () => {
      this.#wait = 300;
      this.#set(true);
    };
    socket.onmessage = ({ data }) => {
      this.dispatchEvent(new CustomEvent("news", { detail: JSON.parse(data) }));
    };
    socket.onclose = () => {
      if (socket !== this.#socket) return;
      this.#set(false);
      setTimeout(() => socket === this.#socket && this.#open(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    };
    clearInterval(this.#ping);
    this.#ping = window.setInterval(() => {
      if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
    }, PING_MS);
  }

  /** @param {boolean} up */
  #set(up) {
    if (up === this.up) return;
    this.up = up;
    this.dispatchEvent(new Event(up ? "up" : "down"));
  }
}
