// The page with hostile texts in every place that takes one, and what must be true of it then.
import { fireEvent } from "@testing-library/svelte";
import { tick } from "svelte";
import { expect } from "vitest";
import hostile from "../../tests/fixtures/hostile.json";
import type { Fake } from "../src/ipc/fake";
import { t } from "../src/shared/i18n.svelte";

interface Hostile {
  name: string;
  text: string;
}

/** What UTF-8 and a file cannot hold, but a page can. */
const SURROGATES: Hostile = { name: "lone surrogates", text: "\ud800 a \udc00\udbff" };

/** As they are typed or pasted. */
export const TYPED: Hostile[] = [...hostile, SURROGATES];

/** As they are stored: without control characters and what stands around them (`app.rs`, `lines`). */
export const STORED: Hostile[] = TYPED.map(({ name, text }) => ({
  name,
  text: text
    .replace(/\r\n/g, "\n")
    .replace(/(?!\n)\p{Cc}/gu, " ")
    .trim(),
}));

/** Where answers hold a text of the user's or of the system's; an answer that is one has no key. */
const TEXTS = new Set([
  "",
  ...(
    "accounts body column contact data_folder first funding_source header merchant name new_accounts notes " +
    "order_no parts path sample source text title words"
  ).split(" "),
]);

/** What is put around the number of a text, so that no text holds another. */
const mark = (text: string, number: number) => `${text}‹${number}›`;

/** The number of each text of the fake: the same in whatever order they are asked for. */
const numbers = new Map<string, number>();

export interface Disguise {
  /** From the next answer on, it is this text. */
  wear: (text: string) => void;
  /** How many different texts the answers held so far. */
  count: () => number;
  /** The keys at which they held other strings: ids, dates, figures, choices. */
  others: Set<string>;
}

/** Gives each text of every answer this one instead, and a number that tells it from others. */
export function disguise(fake: Fake, text: string): Disguise {
  let worn = text;
  const others = new Set<string>();
  const retold = (value: unknown, key: string): unknown => {
    if (typeof value === "string") {
      if (!TEXTS.has(key)) others.add(key);
      if (!TEXTS.has(key) || value === "") return value;
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return mark(worn, number);
    }
    if (Array.isArray(value)) return value.map((each) => retold(each, key));
    if (typeof value !== "object" || value === null) return value;
    // The name of a backup is its id.
    const kept = "reason" in value && "size" in value ? "name" : "";
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === kept ? each : retold(each, name)]),
    );
  };
  fake.tell((answer) => retold(answer, ""));
  return { wear: (next) => void (worn = next), count: () => numbers.size, others };
}

/** Tags with the names of their attributes, in order: what a text must not change. */
export function skeleton(root: Element = document.body): string {
  // What is read out by the date fields stays when they have gone.
  if (root.querySelector(":scope > [aria-relevant]")) return "";
  const names = root.getAttributeNames().filter((name) => !name.startsWith("data-") && name !== "style");
  return `<${root.tagName} ${names.sort().join(" ")}>${[...root.children].map(skeleton).join("")}</>`;
}

/** All that can be read, and all that stands in attributes and boxes. */
function said(): string[] {
  const heard = ["aria-label", "title", "placeholder", "alt", "value"];
  const attributes = [...document.querySelectorAll("body *")].flatMap((element) =>
    heard.map((name) => element.getAttribute(name) ?? ""),
  );
  const typed = [...document.querySelectorAll("input, textarea")].map(
    (field) => (field as HTMLInputElement).value,
  );
  return [document.body.textContent, [...attributes, ...typed].join("\n")].map(unturned);
}

/** A text in a line of others turns nobody's direction: its own signs for that are left out there. */
const unturned = (text: string) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

/** The numbers of the texts that are whole: first those that can be read, then those of attributes and boxes. */
export function read(text: string, count: number): number[][] {
  const one = (number: number) => unturned(mark(text, number));
  // A field of one line takes no line ends.
  return said().map((all) =>
    [...Array(count).keys()].filter(
      (number) => all.includes(one(number)) || all.includes(one(number).replace(/[\r\n]/g, "")),
    ),
  );
}

declare global {
  var __struck: unknown;
}

/** Nothing ran, nothing of a text became part of the page, and no screen broke. */
export function expectSound(what: string): void {
  expect(globalThis.__struck, `${what}: a script ran`).toBeUndefined();
  const foreign =
    "script, iframe, object, embed, base, img, body style, body meta, body link, animate, [srcdoc]";
  expect(document.querySelector(foreign)?.outerHTML, `${what}: foreign elements`).toBeUndefined();
  const handlers = [...document.querySelectorAll("*")].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith("on")),
  );
  expect(handlers, `${what}: handlers in attributes`).toEqual([]);
  const links = [...document.querySelectorAll("[href], [src], [action]")].filter((element) =>
    /^\s*(javascript|data|vbscript):/i.test(
      element.getAttribute("href") ?? element.getAttribute("src") ?? element.getAttribute("action") ?? "",
    ),
  );
  expect(links, `${what}: links that run`).toEqual([]);
  expect(document.body.textContent, `${what}: a screen broke`).not.toContain(t("common-broken-title"));
}

/** Every box that takes text; a DateField and the palette too. */
function fields(): (HTMLInputElement | HTMLTextAreaElement)[] {
  const boxes = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  return [...boxes].filter((box) => !["checkbox", "radio", "hidden"].includes(box.type));
}

/** Puts a text into every box as a paste does, and answers what each holds then and what it should. */
export async function pasteEverywhere(text: string): Promise<{ name: string; held: string; due: string }[]> {
  // A page may draw its boxes anew while one is typed into.
  for (const place of fields().keys()) {
    const box = fields()[place];
    if (box) await fireEvent.input(box, { target: { value: text } });
  }
  await moment();
  return fields().map((box) => {
    const alike = document.createElement(box.tagName) as HTMLInputElement;
    alike.value = text;
    return { name: box.name || (box.getAttribute("role") ?? ""), held: box.value, due: alike.value };
  });
}

/** Lets what is at hand be drawn: the fake answers at once. */
export async function moment(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    await new Promise((done) => setTimeout(done, 0));
    await tick();
  }
}
