// Each screen and dialog, with every text in it hostile, and with each of its boxes filled with hostile texts: nothing
// runs, nothing breaks, nothing is another text. That these tests see a fault is tested, too.
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { disguise, expectSound, moment, pasteEverywhere, read, skeleton, STORED, TYPED } from "./hostile";
import { DIALOGS, play, SCREENS, type Scene } from "./scenes";
import { settle, stage } from "./stage";

const SCENES = [...SCREENS, ...DIALOGS];
const HARMLESS = "harmless";
/** On a machine that does other things besides. */
const LONG = 300_000;

/** They show none of anybody's texts until something is chosen or typed. */
const MUTE = [
  "#/new",
  "#/analysis/debt",
  "#/analysis/spending",
  "#/settings",
  "#/settings/data/import",
  "#/help",
  "new with interest",
  "new account",
  "income",
];

/** A plan that is entered under way asks for the first, an account of a new source for the second, lines that name no
 * account for the third; `new-plan.test.ts`, `accounts.test.ts` and `import.test.ts` fill them. Passcodes are hidden, and
 * filled in `lock.test.ts`. */
const ELSEWHERE = [
  "paid_rows",
  "funding_source",
  "import_account",
  "passcode",
  "passcode-new",
  "passcode-again",
];

/** Where answers hold no text of anybody's. A key that is new belongs here, or to TEXTS of `hostile.ts`. */
const NO_TEXTS = (
  "CNY EUR account account_kind alone amount annual_percent at available back balance by cap code columns " +
  "cost currencies currency cutoff_day daily_rate date down_payment due due_date due_day due_days due_rule " +
  "date_order decimal_mark delimiter earlier effective_annual_percent en encoding expected extra fee field first_due_date fixed_fee free_on frequency " +
  "from grace_days grace_end grace_mode id in_force interest key keys kind language late_fee latest left " +
  "limit link method minimum_fee month months newest_good next next_due_date next_remaining " +
  "nominal_annual_percent number occupied on on_close on_statement_day origin overdue paid paid_on " +
  "paid_rows payment payoff penalty penalty_cap penalty_minimum penalty_rate periods plan policy price " +
  "principal purchased_on rate_percent rate_unit reason remaining rule saved size start_date state " +
  "statement_day status subject theme to_come today total unit until url version year zh-CN"
).split(" ");

/** What a scene looks like and which texts it shows, where all are harmless. */
const usual = new Map<string, { skeleton: string; read: number[][] }>();
let others: string[] = [];

afterEach(() => {
  delete globalThis.__struck;
});

async function worn(text: string) {
  const { fake, user } = await stage("#/", "lang=en");
  const told = disguise(fake, text);
  const refetch = () => fake.changed(["plans", "accounts", "settings", "reminders"]);
  await refetch();
  await settle();
  return { told, refetch, user };
}

function expectUsual(scene: Scene, text: string, count: number, name = ""): void {
  const [where, wanted] = [`${scene.name} ${name}`, usual.get(scene.name)];
  expectSound(where);
  expect(skeleton(), `${where}: another page`).toBe(wanted?.skeleton);
  expect(read(text, count), `${where}: texts that are whole`).toEqual(wanted?.read);
}

beforeAll(async () => {
  const { told } = await worn(HARMLESS);
  for (const scene of SCENES) {
    await play(scene);
    usual.set(scene.name, { skeleton: skeleton(), read: read(HARMLESS, told.count()) });
  }
  others = [...told.others].sort();
}, LONG);

test("every scene but those that have none shows texts, and no key of an answer is forgotten", () => {
  const mute = SCENES.filter(({ name }) => usual.get(name)?.read.flat().length === 0);
  expect(mute.map(({ name }) => name)).toEqual(MUTE);
  expect(others.filter((key) => !NO_TEXTS.includes(key))).toEqual([]);
});

describe("with each string in every text", () => {
  test.each(SCREENS)(
    "$name is as it was",
    async (scene) => {
      const { told, refetch } = await worn(HARMLESS);
      await play(scene);
      for (const { name, text } of STORED) {
        told.wear(text);
        await refetch();
        await moment();
        expectUsual(scene, text, told.count(), name);
      }
    },
    LONG,
  );

  // Opened anew for each text: so many strings are put together into one.
  const TOGETHER = 8;
  const texts = Array.from({ length: Math.ceil(STORED.length / TOGETHER) }, (_, part) =>
    STORED.slice(part * TOGETHER, (part + 1) * TOGETHER)
      .map(({ text }) => text)
      .join(" ")
      .trim(),
  );
  test.each(DIALOGS)(
    "$name is as it was",
    async (scene) => {
      const { told, refetch } = await worn(HARMLESS);
      for (const text of texts) {
        told.wear(text);
        await refetch();
        await play(scene);
        expectUsual(scene, text, told.count());
      }
    },
    LONG,
  );
});

describe("each string in every box", () => {
  const seen = new Set<string>();

  test.each(SCENES)(
    "$name",
    async (scene) => {
      await worn(HARMLESS);
      await play(scene);
      for (const { name, text } of TYPED) {
        const boxes = await pasteEverywhere(text);
        expectSound(`${scene.name}, ${name}`);
        for (const box of boxes) {
          seen.add(box.name);
          expect(box.held, `${scene.name}, ${box.name}, ${name}`).toBe(box.due);
        }
      }
    },
    LONG,
  );

  test("no box of the source is forgotten", () => {
    const sources = import.meta.glob<string>("../src/{features,app}/**/*.svelte", {
      query: "?raw",
      import: "default",
      eager: true,
    });
    const boxes = Object.entries(sources).flatMap(([path, source]) =>
      [...source.matchAll(/<(TextField|TextArea|SearchField|DateField|input|textarea)\b([^>]*)/g)]
        .filter(([, , attributes]) => !/type="(checkbox|radio)"/.test(attributes ?? ""))
        .map(([, , attributes]) => ({ path, name: /\bname="([^"{]+)"/.exec(attributes ?? "")?.[1] })),
    );
    expect(boxes.length).toBeGreaterThan(40);
    const forgotten = boxes.filter(
      ({ name }) => name !== undefined && !ELSEWHERE.includes(name) && !seen.has(name),
    );
    expect(forgotten).toEqual([]);
  });
});

describe("the harness sees", () => {
  const FAULTS: [string, (place: Element, text: string) => void][] = [
    ["a text that is taken for markup", (place, text) => (place.innerHTML = text)],
    ["a text that is cut", (place, text) => (place.textContent = text.slice(0, 10))],
    ["a link that runs", (place) => place.setAttribute("href", "javascript:void 0")],
    ["a script that ran", () => (globalThis.__struck = 1)],
  ];
  test.each(FAULTS)("%s", async (_, plant) => {
    const { told } = await worn(HARMLESS);
    const [scene] = SCREENS.filter(({ hash }) => hash === "#/plans");
    const [markup] = STORED.filter(({ name }) => name === "img onerror");
    if (!scene || !markup) throw new Error("BUG: the scene and the string are there");
    told.wear(markup.text);
    await play(scene);
    expect(() => {
      expectUsual(scene, markup.text, told.count());
    }).not.toThrow();
    const place = [...document.querySelectorAll("main li *")].find(
      (each) => each.children.length === 0 && each.textContent.includes(markup.text),
    );
    if (!place) throw new Error("no text was found");
    plant(place, place.textContent);
    expect(() => {
      expectUsual(scene, markup.text, told.count());
    }).toThrow();
  });
});
