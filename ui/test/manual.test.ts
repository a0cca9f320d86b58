// The manual: that it is whole and true to the window's words, and that it can be read there.
import { FluentResource } from "@fluent/bundle";
import { fireEvent, screen, within } from "@testing-library/svelte";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anchor, manual, PICTURE, type Chapter } from "../manual/render";
import { settle, stage, violations } from "./stage";

const ROOT = join(process.cwd(), "..");
const LANGUAGES = ["zh-CN", "en"] as const;
const read = (path: string) => readFileSync(join(ROOT, path));
const text = (path: string) => read(path).toString("utf8");
const OWN = (language: string) => readdirSync(join(ROOT, "docs/manual", language)).sort();

/** What a message may say, as a pattern: each value in it is anything. */
function patterns(value: unknown): string[] {
  if (typeof value === "string") return [value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")];
  if (Array.isArray(value)) {
    return value
      .map(patterns)
      .reduce((before, each) => before.flatMap((start) => each.map((end) => start + end)), [""]);
  }
  const node = value as { type?: string; variants?: { value: unknown }[] };
  if (node.type === "select") return (node.variants ?? []).flatMap((variant) => patterns(variant.value));
  return [".+"];
}

/** Whether the window, the tray or a popup says just this, somewhere. */
function sayings(language: string): (said: string) => boolean {
  const { body } = new FluentResource(text(`src-tauri/locales/${language}.ftl`));
  const all = body
    .filter(({ id }) => !/^(cli|error|activity)-/.test(id))
    .flatMap(({ value }) => patterns(value))
    .filter((pattern) => pattern.replaceAll(".+", "").trim() !== "");
  const whole = new RegExp(`^(?:${all.join("|")})$`, "u");
  return (said) => whole.test(said);
}

/** The words in bold of a text that the window does not say. */
function unsaid(language: string, markdown: string): string[] {
  const says = sayings(language);
  return [...markdown.matchAll(/\*\*([^*]+)\*\*/g)]
    .map(([, said = ""]) => said)
    .filter((said) => !says(said));
}

const pictures = (chapter: Chapter) =>
  [...chapter.html.matchAll(new RegExp(`${PICTURE}([^"]+)"`, "g"))].map(([, path = ""]) => path);

describe.each(LANGUAGES)("the manual in %s", (language) => {
  const chapters = manual(language, read);

  test("names every file of its folder in its contents", () => {
    const own = chapters.map(({ id }) => (id === "contents" ? "README.md" : `${id}.md`));
    expect(own).toEqual(expect.arrayContaining(OWN(language)));
    expect(new Set(own).size).toBe(own.length);
    expect(own.length).toBeGreaterThan(10);
  });

  test("puts in bold only what the window says", () => {
    const markdown = OWN(language)
      .map((file) => text(`docs/manual/${language}/${file}`))
      .join("\n");
    // The first page says what bold is by putting it in bold.
    expect(unsaid(language, markdown)).toEqual([language === "en" ? "Bold words" : "粗体字"]);
  });

  test("shows pictures of its own language, each with words for those who do not see it", () => {
    const shown = chapters.flatMap(pictures);
    expect(shown.length).toBeGreaterThan(4);
    for (const path of shown) expect(path).toMatch(new RegExp(`-${language}\\.webp$`));
    for (const { html } of chapters) expect(html).not.toContain('alt=""');
  });

  test("loads nothing and leads nowhere outside the window", () => {
    for (const { html, id } of chapters) {
      expect(
        [...html.matchAll(/(?:href|src)="([^"]*)"/g)]
          .map(([, to = ""]) => to)
          .filter((to) => !/^(#\/help\/|\0)/.test(to)),
        id,
      ).toEqual([]);
      expect(html, id).not.toMatch(/<(script|style|iframe)|\son\w+=|style=/);
    }
  });
});

describe("the two manuals", () => {
  const [zh, en] = [manual("zh-CN", read), manual("en", read)];

  test("have the same chapters, with as many parts and the same pictures", () => {
    const outline = (chapters: Chapter[]) =>
      chapters.map(({ id, parts, ...chapter }) => ({
        id,
        parts: parts.length,
        pictures: pictures({ id, parts, ...chapter }).map((path) => path.replace(/-(zh-CN|en)\.webp$/, "")),
      }));
    expect(outline(zh)).toEqual(outline(en));
  });

  test("show every picture that was taken for them", () => {
    const shown = [...zh, ...en].flatMap(pictures).map((path) => path.replace(/.*\//, ""));
    expect(shown.sort()).toEqual(readdirSync(join(ROOT, "docs/manual/pictures")).sort());
  });
});

describe("what is planted is found:", () => {
  const page = "docs/manual/en/README.md";
  const files: Record<string, string> = {
    [page]: "# The manual\n\n1. [One](one.md)\n",
    "docs/manual/en/one.md": "# One\n\n## A part\n\nText.\n",
  };
  const made = (path: string, markdown: string) => () =>
    manual("en", (asked) => {
      const found = asked === path ? markdown : files[asked];
      if (found === undefined) throw new Error(`no file ${asked}`);
      return Buffer.from(found);
    });
  const one = (markdown: string) => made("docs/manual/en/one.md", `# One\n\n## A part\n\n${markdown}\n`);

  test.each<[string, () => unknown, RegExp]>([
    ["a chapter that is missing", made(page, "# The manual\n\n1. [Two](two.md)\n"), /no file .*two\.md/],
    ["a chapter of another name", made(page, "# The manual\n\n1. [Two](one.md)\n"), /calls one\.md “Two”/],
    ["a link to nowhere", one("[x](three.md)"), /no file .*three\.md/],
    ["a link to no part", one("[x](#b-part)"), /points at #b-part/],
    ["a picture that is missing", one("![x](../pictures/x.webp)"), /no file .*x\.webp/],
    ["a picture that is none", one("![x](one.md)"), /one\.md is no WebP/],
    ["two parts of one name", one("## A part"), /two parts “A part”/],
    ["HTML", one("<script>alert(1)</script>"), /holds HTML/],
    ["HTML within a line", one("a <img src=x onerror=alert(1)> b"), /holds HTML/],
  ])("%s", (_, act, reason) => expect(act).toThrow(reason));

  test("a button of another name", () => {
    expect(unsaid("en", "Press **Mark paid**, then **Mark as payed**.")).toEqual(["Mark as payed"]);
    expect(unsaid("zh-CN", "点**记为已还**，再点**标为已还**。")).toEqual(["标为已还"]);
  });

  test("nothing where nothing is wrong", () => {
    expect(one("[a part](#a-part), <https://a.org>, [b](https://b.org)")()[1]?.html).toContain(
      '<a href="#/help/one/a-part">a part</a>, https://a.org, b (https://b.org)',
    );
  });
});

test("a heading is pointed at as on GitHub", () => {
  expect(anchor("What is protected, and from whom")).toBe("what-is-protected-and-from-whom");
  expect(anchor("保护什么，防谁")).toBe("保护什么防谁");
});

describe("the screen", () => {
  const heading = () => screen.getByRole("heading", { level: 1 });
  /** The chapters are fetched when they are asked for, which takes its time on a machine that builds beside it. */
  const article = () => screen.findByRole("article", {}, { timeout: 15_000 });
  const open = async (hash: string, query?: string) => {
    const opened = await stage(hash, query);
    await article();
    return opened;
  };

  test.each(["lang=en", "lang=zh-CN&theme=dark"])(
    "has no fault for assistive technology, %s",
    async (look) => {
      await open("#/help", look);
      expect(await violations()).toEqual([]);
      location.hash = "#/help/tables";
      window.dispatchEvent(new HashChangeEvent("hashchange"));
      await settle();
      expect(heading()).toHaveTextContent(/The tables of an export|导出的表格/);
      expect(await violations()).toEqual([]);
    },
  );

  test("F1 opens it from anywhere, also while typing", async () => {
    const { user } = await stage("#/new");
    document.querySelector<HTMLInputElement>("input[name=title]")?.focus();
    await user.keyboard("{F1}");
    await article();
    expect(heading()).toHaveTextContent("The Fenqi manual");
  });

  test("the palette, the key map and the navigation lead there", async () => {
    const { user } = await stage("#/");
    expect(screen.getByRole("link", { name: "Manual" })).toHaveAttribute("href", "#/help");
    await user.keyboard("?");
    await settle();
    expect(within(screen.getByRole("dialog")).getByText("F1")).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await settle();
    await user.keyboard("{Control>}k{/Control}");
    await settle();
    await user.keyboard("manual{Enter}");
    await article();
    expect(heading()).toHaveTextContent("The Fenqi manual");
  });

  test("speaks the language of the window, and follows it", async () => {
    const { user } = await open("#/help/cost", "lang=zh-CN");
    expect(heading()).toHaveTextContent("到底花多少钱");
    await user.keyboard("{Control>}k{/Control}");
    await settle();
    await user.keyboard("english{Enter}");
    await settle();
    expect(heading()).toHaveTextContent("What it really costs");
  });

  test("a part is pointed at, and has the keys", async () => {
    await open("#/help/cost/comparing-periods");
    expect(document.activeElement).toHaveTextContent("Comparing periods");
  });

  test("an address of no chapter shows the contents", async () => {
    await open("#/help/nowhere");
    expect(heading()).toHaveTextContent("The Fenqi manual");
  });

  test("a search leaves the headings that hold its words", async () => {
    const { user } = await open("#/help");
    const chapters = within(screen.getByRole("navigation", { name: "Chapters" }));
    await user.type(screen.getByRole("searchbox"), "phone cal");
    await new Promise((done) => setTimeout(done, 150));
    await settle();
    expect(chapters.getAllByRole("link").map((link) => link.textContent)).toEqual([
      "Reminders and the tray",
      "A calendar for your phone",
    ]);
    await user.type(screen.getByRole("searchbox"), "xyz");
    await new Promise((done) => setTimeout(done, 150));
    await settle();
    expect(chapters.queryAllByRole("link")).toEqual([]);
    expect(chapters.getByRole("status")).toHaveTextContent("No heading has these words.");
    await fireEvent.keyDown(screen.getByRole("searchbox"), { key: "Escape" });
    await settle();
    expect(chapters.getAllByRole("link").length).toBeGreaterThan(15);
  });

  test("the keys scroll what is read, and the next chapter is at its end", async () => {
    const { user } = await open("#/help/start");
    expect(document.activeElement).toBe(screen.getByRole("article"));
    await user.click(screen.getByRole("link", { name: "How to enter each kind of plan →" }));
    await settle();
    expect(heading()).toHaveTextContent("How to enter each kind of plan");
    expect(document.activeElement).toBe(screen.getByRole("article"));
  });
});
