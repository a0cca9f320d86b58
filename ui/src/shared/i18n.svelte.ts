// Fenqi's words in the window: the same Fluent catalogues that Rust reads.
import { FluentBundle, FluentNumber, type FluentFunction, type FluentVariable } from "@fluent/bundle";
import en from "../../../src-tauri/locales/en.ftl";
import zh from "../../../src-tauri/locales/zh-CN.ftl";
import type { AppError, Language } from "../ipc";
import type { MessageId } from "../ipc/generated/messages";
import { grouped } from "./digits";

export type { MessageId };
export type Words = Record<string, FluentVariable>;

/** A number that does not ask Intl how it is written: see `amountParts`. */
class Count extends FluentNumber {
  override toString(): string {
    return grouped(String(this.value).padStart(this.opts.minimumIntegerDigits ?? 1, "0"));
  }
}

const NUMBER: FluentFunction = ([number], { minimumIntegerDigits }) =>
  new Count(Number(number), { minimumIntegerDigits: Number(minimumIntegerDigits) });

const catalogues = { en, "zh-CN": zh } satisfies Record<Language, unknown>;
// eslint-disable-next-line svelte/prefer-svelte-reactivity -- a cache; what is drawn depends on the language
const bundles = new Map<Language, FluentBundle>();

function bundle(language: Language): FluentBundle {
  let found = bundles.get(language);
  if (!found) {
    found = new FluentBundle(language, { useIsolating: false, functions: { NUMBER } });
    found.addResource(catalogues[language]());
    bundles.set(language, found);
  }
  return found;
}

const state = $state<{ language: Language }>({ language: "zh-CN" });

export function language(): Language {
  return state.language;
}

export function setLanguage(next: Language): void {
  state.language = next;
  document.documentElement.lang = next;
}

const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Signs that turn the direction of a line, and letters that are written from right to left. */
const UNRULY = /[\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

// First strong isolate, and its end.
const [OPEN, CLOSE] = [String.fromCharCode(0x2068), String.fromCharCode(0x2069)];

/** A text within a line of others: it keeps its direction to itself, and cannot turn theirs. */
export function apart(text: string): string {
  return UNRULY.test(text) ? OPEN + text.replace(TURNS, "") + CLOSE : text;
}

function said(value: FluentVariable): FluentVariable {
  if (typeof value === "string") return apart(value);
  return typeof value === "number" ? new Count(value) : value;
}

function allSaid(words: Words | undefined): Words | undefined {
  return words && Object.fromEntries(Object.entries(words).map(([name, value]) => [name, said(value)]));
}

/** The words of a message in the language in force. */
export function t(id: MessageId, words?: Words): string {
  const catalogue = bundle(state.language);
  const pattern = catalogue.getMessage(id)?.value;
  // A missing word shows its id: wrong, but never blank and never a crash.
  return pattern ? catalogue.formatPattern(pattern, allSaid(words), []) : id;
}

/** By these the catalogue counts: they have to be numbers. */
const COUNTED = ["count", "digits", "minutes"];

/** An error in words. */
export function errorText(error: AppError): string {
  const { backup, ...rest } = error.params;
  // Damage that is met while reading does not know where it was met.
  const words: Words = { path: "fenqi.db", ...rest, backup: backup ? backup : "none" };
  for (const name of COUNTED) if (name in rest) words[name] = Number(rest[name]);
  return t(`error-${error.code.replaceAll("_", "-")}` as MessageId, words);
}
