// Makes the manual's chapters from docs/manual, which people read on the web as well. What leads nowhere is an error here,
// and so stops the build.
import { dirname, join } from "node:path/posix";
import { Marked, type Tokens } from "marked";

export interface Part {
  id: string;
  text: string;
}

/** A chapter as the window shows it. In its HTML, a picture's address is `PICTURE` and its path, with a quote behind. */
export interface Chapter {
  id: string;
  title: string;
  parts: Part[];
  html: string;
}

/** A file of the repository, by its path from there. Throws where there is none. */
export type Read = (path: string) => Buffer;

/** Begins with what no text holds. */
export const PICTURE = "\u0000picture:";

/** A chapter's file, and what is known of it before others may point at it. */
interface Source {
  path: string;
  id: string;
  text: string;
  title: string;
  parts: Part[];
}

/** The chapters in the order in which the first page names them. */
export function manual(language: string, read: Read): Chapter[] {
  const sources = chapters(`docs/manual/${language}/README.md`, read);
  return sources.map((source) => ({
    id: source.id,
    title: source.title,
    parts: source.parts,
    html: rendered(source, sources, read),
  }));
}

function chapters(first: string, read: Read): Source[] {
  const contents = source(first, read);
  const links = contents.text.matchAll(/^\d+\. \[([^\]]+)\]\(([^)]+)\)/gm);
  const rest = [...links].map(([, name, path = ""]) => {
    const chapter = source(join(dirname(first), path), read);
    if (chapter.title !== name) throw new Error(`${first} calls ${path} “${name}”, not “${chapter.title}”`);
    return chapter;
  });
  return [contents, ...rest];
}

function source(path: string, read: Read): Source {
  const text = read(path).toString("utf8").replaceAll("\r\n", "\n");
  const headings = new Marked()
    .lexer(text)
    .filter((token): token is Tokens.Heading => token.type === "heading");
  const [title, ...others] = headings;
  if (title?.depth !== 1) throw new Error(`${path} does not begin with a title`);
  const parts = others
    .filter(({ depth }) => depth === 2)
    .map(({ text: said }) => ({ id: anchor(said), text: said }));
  const twice = parts.find((part, at) => parts.findIndex(({ id }) => id === part.id) !== at);
  if (twice) throw new Error(`${path} has two parts “${twice.text}”`);
  const id = path.replace(/^.*\/|(\.zh-CN)?\.md$/g, "").replace("README", "contents");
  return { path, id, text, title: title.text, parts };
}

/** The name by which GitHub, too, lets a heading be pointed at. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");
}

function rendered(from: Source, all: Source[], read: Read): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        // The window shows the title above.
        if (depth === 1) return "";
        const said = this.parser.parseInline(tokens);
        return depth === 2
          ? `<h2 id="${anchor(text)}" tabindex="-1">${said}</h2>\n`
          : `<h${depth}>${said}</h${depth}>\n`;
      },
      paragraph({ tokens }) {
        const [only] = tokens;
        // On the web such a line leads to the other language; the window has its own.
        const elsewhere =
          only?.type === "link" &&
          tokens.length === 1 &&
          target(from, all, only.href as string, read) === null;
        return elsewhere ? "" : `<p>${this.parser.parseInline(tokens)}</p>\n`;
      },
      link({ href, tokens, text }) {
        const said = this.parser.parseInline(tokens);
        // Nothing in the window leads out of it: an address is there to be read.
        if (/^https?:/.test(href)) return text === href ? said : `${said} (${href})`;
        const to = target(from, all, href, read);
        return to === null ? said : `<a href="${to}">${said}</a>`;
      },
      image({ href, text }) {
        const path = join(dirname(from.path), href);
        const { width, height } = webpSize(read(path), path);
        return `<img src="${PICTURE}${path}" alt="${escaped(text)}" width="${width}" height="${height}">`;
      },
      html({ text }) {
        throw new Error(`${from.path} holds HTML: ${text}`);
      },
    },
  });
  return marked.parse(from.text, { async: false });
}

/** Where a link leads to in the window; null where only the repository has it. */
function target(from: Source, all: Source[], link: string, read: Read): string | null {
  const [file = "", part] = link.split("#");
  const path = file === "" ? from.path : join(dirname(from.path), file);
  const chapter = all.find((other) => other.path === path);
  if (!chapter) {
    read(path);
    return null;
  }
  if (part === undefined) return `#/help/${chapter.id}`;
  const name = decodeURIComponent(part);
  if (!chapter.parts.some(({ id }) => id === name))
    throw new Error(`${from.path} points at ${link}, which is not there`);
  return `#/help/${chapter.id}/${encodeURIComponent(name)}`;
}

/** How large a WebP picture without loss is, so that text does not jump when it comes. */
function webpSize(file: Buffer, path: string): { width: number; height: number } {
  if (file.toString("latin1", 8, 16) !== "WEBPVP8L")
    throw new Error(`${path} is no WebP picture without loss`);
  const bits = file.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
