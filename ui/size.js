// How much JavaScript index.html loads before anything is drawn: the entry and what it imports, without what it fetches
// later. Fails above the limit, in KB of 1000 bytes after gzip: `npm run size`, after a build.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = Number(process.argv[2] ?? 100);
const read = (path) => readFileSync(new URL(`dist/${path}`, import.meta.url));
const named = (text, pattern) => [...text.matchAll(pattern)].map((match) => `assets/${match[1]}`);

const html = read("index.html").toString();
const loaded = new Set(named(html, /(?:src|href)="\/assets\/([^"]+\.js)"/g));
// A set is walked up to what is added meanwhile.
for (const path of loaded) {
  const imported = named(read(path).toString(), /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g);
  for (const next of imported) loaded.add(next);
}

if (loaded.size === 0)
  throw new Error("dist/index.html loads no JavaScript: the pattern here is out of date");
const bytes = [...loaded].reduce((sum, path) => sum + gzipSync(read(path)).length, 0);
const said = `${(bytes / 1000).toFixed(1)} KB of JavaScript at start, in ${loaded.size} files; at most ${limit}`;
if (bytes > limit * 1000) {
  process.stderr.write(`${said}: fetch what the first screen does not need with late()\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${said}\n`);
}
