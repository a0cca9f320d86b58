import { readFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "@testing-library/svelte";
import { describe, expect, test } from "vitest";
import type { Language } from "../src/ipc";
import Amount from "../src/shared/Amount.svelte";
import { amountText, percent, statedPercent } from "../src/shared/format";
import { setLanguage } from "../src/shared/i18n.svelte";
import { signOf } from "../src/shared/signs";

describe.each<Language>(["zh-CN", "en"])("in %s", (language) => {
  test.each([
    ["1234567.89", "CNY", "¥1,234,567.89"],
    ["0.10", "CNY", "¥0.10"],
    ["12345678901234567890123.45", "CNY", "¥12,345,678,901,234,567,890,123.45"],
    ["123456", "JPY", "JP¥123,456"],
    ["12.345", "KWD", "KWD\u00a012.345"],
    ["12.000", "KWD", "KWD\u00a012.000"],
    ["12.345", "IQD", "IQD\u00a012.345"],
    ["-9.90", "USD", "-US$9.90"],
    ["-8.50", "EUR", "-€8.50"],
  ])("%s %s is %s", (value, currency, shown) => {
    setLanguage(language);
    expect(amountText(value, currency)).toBe(shown);
  });

  test("the currency sign stands apart, and can be left out", () => {
    setLanguage(language);
    const { container } = render(Amount, { value: "1234.50", currency: "CNY" });
    expect(container.querySelector(".cur")).toHaveTextContent("¥");
    expect(container).toHaveTextContent("¥1,234.50");
    const bare = render(Amount, { value: "1234.50", currency: "CNY", bare: true });
    expect(bare.container.textContent).toBe("1,234.50");
  });
});

test("computed rates have two decimals, a lender's rate keeps its own", () => {
  setLanguage("en");
  expect(percent("13.030112")).toBe("13.03%");
  expect(statedPercent("0.6")).toBe("0.60%");
  expect(statedPercent("0.045")).toBe("0.045%");
});

test("the signs are those of Rust, and none stands for two currencies", () => {
  const rust = readFileSync(join(process.cwd(), "../src-tauri/crates/domain/src/money.rs"), "utf8");
  const found = [...rust.matchAll(/^ {4}\("([A-Z]{3})", "([^"]+)"\),$/gm)];
  expect(found.length).toBeGreaterThan(10);
  for (const [, code = "", sign = ""] of found) expect(signOf(code)).toBe(sign);
  expect(new Set(found.map(([, , sign]) => sign)).size).toBe(found.length);
});
