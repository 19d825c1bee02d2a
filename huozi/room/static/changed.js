// Where two pictures of a page differ.

const WIDTH = 160;
const DIFFERENT = 24;

/** @param {HTMLImageElement} img @param {number} width @param {number} height */
function grey(img, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.drawImage(img, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/**
 * The box around all that differs, in parts of the page; null where nothing does.
 * @param {HTMLImageElement} old @param {HTMLImageElement} now
 * @returns {{left: number, top: number, width: number, height: number} | null}
 */
export function changedBox(old, now) {
  const height = Math.round((WIDTH * now.naturalHeight) / now.naturalWidth);
  const [a, b] = [grey(old, WIDTH, height), grey(now, WIDTH, height)];
  let [left, top, right, bottom] = [WIDTH, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 4;
      if (Math.abs(a[at + 1] - b[at + 1]) < DIFFERENT) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return null;
  const [x, y] = [Math.max(0, left - 1), Math.max(0, top - 1)];
  return { left: x / WIDTH, top: y / height, width: (right + 2 - x) / WIDTH, height: (bottom + 2 - y) / height };
}
