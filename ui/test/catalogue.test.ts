import { FluentResource } from "@fluent/bundle";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

// Vitest runs in the folder of its configuration.
const locales = join(process.cwd(), "../src-tauri/locales");
const catalogue = (file: string) => readFileSync(join(locales, file), "utf8");

/** Message ids with the variables that each one's words use. */
function messages(source: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const message of new FluentResource(source).body) {
    const names = new Set<string>();
    const walk = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      const { type, name } = node as { type?: unknown; name?: unknown };
      if (type === "var" && typeof name === "string") names.add(name);
      Object.values(node).forEach(walk);
    };
    walk(message.value);
    found.set(message.id, [...names].sort());
  }
  return found;
}

const en = messages(catalogue("en.ftl"));
const zh = messages(catalogue("zh-CN.ftl"));

/** What the section of the window defines: only the window uses those. */
function windowIds(): string[] {
  const section = catalogue("en.ftl").split("\n## The window")[1] ?? "";
  return [...messages(section).keys()];
}

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(svelte|ts)$/.test(file) && !file.includes("generated"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

const code = sources(join(process.cwd(), "src"));

describe("the two languages", () => {
  test("have the same messages", () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  test("every line of each catalogue was understood", () => {
    for (const file of ["en.ftl", "zh-CN.ftl"]) {
      const ids = catalogue(file).match(/^[a-z][a-z0-9-]* *=/gm) ?? [];
      expect(messages(catalogue(file)).size, file).toBe(ids.length);
    }
  });

  test("use the same variables in each window message", () => {
    for (const id of windowIds()) expect(zh.get(id), id).toEqual(en.get(id));
  });
});

describe("the code", () => {
  const quoted = new Set(
    [...code.matchAll(/["'`]([a-z]+(?:-[a-z0-9]+)+)["'`]/g)].map((match) => match[1] ?? ""),
  );

  test("uses only messages that exist", () => {
    const asked = [...code.matchAll(/\bt\(\s*["'`]([a-z0-9-]+)["'`]/g)].map((match) => match[1] ?? "");
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((id) => !en.has(id))).toEqual([]);
  });

  test("uses every message of the window", () => {
    expect(windowIds().length).toBeGreaterThan(100);
    expect(windowIds().filter((id) => !quoted.has(id))).toEqual([]);
  });

  test("finds words for every error code and status of the contract", () => {
    const file = readFileSync(join(process.cwd(), "src/ipc/generated/bindings.ts"), "utf8");
    const bindings = file.replaceAll(/\/\*[^]*?\*\//g, "");
    const union = (name: string) =>
      [
        ...(new RegExp(`export type ${name} =([^;]+);`).exec(bindings)?.[1] ?? "").matchAll(/"([a-z_]+)"/g),
      ].map((match) => (match[1] ?? "").replaceAll("_", "-"));
    expect(union("ErrorCode").length).toBeGreaterThan(20);
    for (const error of union("ErrorCode")) expect(en.has(`error-${error}`), error).toBe(true);
    for (const status of [...union("InstalmentStatus"), ...union("PlanStatus")]) {
      expect(en.has(`status-${status}`), status).toBe(true);
    }
  });
});
