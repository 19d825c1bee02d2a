// Bundles entry.js into the proof room's vendor folder, with a banner that names each version, and
// with the licences of all that is in it beside. Run by `npm ci && npm run build` in this folder.
import { build } from "esbuild";
import { readFileSync, writeFileSync, existsSync } from "node:fs";

const vendor = new URL("../../huozi/room/static/vendor/", import.meta.url);
const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;

const made = await build({
  entryPoints: ["entry.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  metafile: true,
  write: false,
});
const inside = new Set(
  Object.keys(made.metafile.inputs)
    .map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean),
);
const named = [...inside].sort().map((name) => `${name} ${lock[`node_modules/${name}`].version}`);
for (const name of Object.keys(dependencies)) {
  if (!inside.has(name)) throw new Error(`${name} is named and not used`);
}
const banner = `/*! Made by scripts/codemirror from:\n${named.map((n) => ` * ${n}\n`).join("")} * Licence: codemirror.LICENSE.txt beside. */\n`;
writeFileSync(new URL("codemirror.js", vendor), banner + made.outputFiles[0].text);

const texts = new Map();
for (const name of [...inside].sort()) {
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].find((n) => existsSync(`node_modules/${name}/${n}`));
  if (!file) throw new Error(`${name} has no licence text`);
  const text = readFileSync(`node_modules/${name}/${file}`, "utf8").trim();
  texts.set(text, [...(texts.get(text) ?? []), name]);
}
writeFileSync(
  new URL("codemirror.LICENSE.txt", vendor),
  [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`).join(`\n${"-".repeat(72)}\n\n`),
);
