// Lets the UI import `virtual:manual/en` and `virtual:manual/zh-CN`: the chapters, made when the UI is built.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { manual, PICTURE } from "./render.ts";

const NAME = "virtual:manual/";
const ROOT = join(import.meta.dirname, "../..");

export const manuals: Plugin = {
  name: "manuals",
  resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : null),
  load(id) {
    if (!id.startsWith(`\0${NAME}`)) return null;
    const chapters = manual(id.slice(NAME.length + 1), (path) => {
      this.addWatchFile(join(ROOT, path));
      return readFileSync(join(ROOT, path));
    });
    return moduleOf(JSON.stringify(chapters));
  },
};

/** A module that hands out the chapters. Its pictures are imported, which puts them among the assets under a name of
 * their own. */
function moduleOf(chapters: string): string {
  const paths: string[] = [];
  const mark = JSON.stringify(PICTURE).slice(1, -1);
  const code = chapters
    .split(mark)
    .map((piece, at) => {
      if (at === 0) return piece;
      const path = piece.slice(0, piece.indexOf("\\"));
      paths.push(path);
      return `" + p${paths.length - 1} + "${piece.slice(path.length)}`;
    })
    .join("");
  const imports = paths.map((path, at) => `import p${at} from ${JSON.stringify(join(ROOT, path))};`);
  return `${imports.join("\n")}\nexport default ${code};\n`;
}
