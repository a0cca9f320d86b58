// The manual's chapters. Each language is a file of its own, fetched when someone reads it.
import type { Chapter } from "../../../manual/render";
import type { Language } from "../../ipc";
import { during } from "../../shared/resource.svelte";

export type { Chapter };

const languages: Record<Language, () => Promise<{ default: Chapter[] }>> = {
  en: () => import("virtual:manual/en"),
  "zh-CN": () => import("virtual:manual/zh-CN"),
};

export async function chapters(language: Language): Promise<Chapter[]> {
  return (await during(languages[language]())).default;
}

/** Those that hold every word of what is searched for in their title or the title of a part, with those parts. */
export function matching(all: Chapter[], typed: string): Chapter[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return all
    .map((chapter) => ({ ...chapter, parts: chapter.parts.filter(({ text }) => holds(text)) }))
    .filter(({ title, parts }) => parts.length > 0 || holds(title));
}
