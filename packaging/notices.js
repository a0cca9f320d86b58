// Prints whose libraries are linked into the programs and shown in the window, with the licences that ask for it.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const cargo = (...rest) =>
  execFileSync("cargo", rest, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
const host = /^host: (.*)$/m.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))[1];
const metadata = JSON.parse(
  cargo("metadata", "--format-version=1", "--locked", "--offline", `--filter-platform=${host}`),
);
const crates = new Map(metadata.packages.map((crate) => [crate.id, crate]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));

// What is linked: no macros, and nothing that only builds or tests.
const linked = new Set();
const follow = (id) => {
  const macro = crates.get(id).targets.some((target) => target.kind.includes("proc-macro"));
  if (macro || linked.has(id)) return;
  linked.add(id);
  for (const { pkg, dep_kinds } of nodes.get(id).deps) {
    if (dep_kinds.some(({ kind }) => kind === null)) follow(pkg);
  }
};
for (const crate of crates.values()) {
  if (["fenqi", "fenqi-cli"].includes(crate.name)) follow(crate.id);
}

const libraries = [...linked]
  .map((id) => crates.get(id))
  .filter((crate) => crate.source !== null)
  .map((crate) => ({ ...crate, folder: dirname(crate.manifest_path) }));
const lock = JSON.parse(readFileSync("ui/package-lock.json", "utf8"));
for (const [path, { version, license, dev }] of Object.entries(lock.packages)) {
  if (path === "" || dev) continue;
  const folder = join("ui", path);
  const { name, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  libraries.push({ name, version, license, authors: [], repository: repository?.url ?? repository, folder });
}
libraries.sort((a, b) => (a.name < b.name ? -1 : 1));

const texts = new Map();
console.log("Fenqi contains these libraries. Their licences follow.\n");
for (const { name, version, license, authors, repository, folder } of libraries) {
  console.log(`${name} ${version}: ${license ?? "see below"}`);
  if (repository) console.log(`  ${repository}`);
  if (authors.length) console.log(`  ${authors.join(", ")}`);
  for (const file of readdirSync(folder).filter((file) =>
    /^(licen[cs]e|copying|copyright|notice|unlicense)/i.test(file),
  )) {
    try {
      const text = readFileSync(join(folder, file), "utf8").trim();
      texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
    } catch (error) {
      if (error.code !== "EISDIR") throw error;
    }
  }
}
for (const [text, names] of texts) {
  console.log(`\n${"-".repeat(80)}\n${names.join(", ")}\n\n${text}`);
}
