// The fake's files: what an export is called, and what a few files for import hold.
import { emit } from "@tauri-apps/api/event";
import type {
  ExportForm,
  ImportColumn,
  Imported,
  ImportOptions,
  ImportPreview,
  ImportProblem,
} from "../generated/bindings";
import { samplePlans, spread, type FakePlan } from "./data";
import type { FakeDesk } from "./desk";
import { refuse, stop } from "./refuse";

type Args = Record<string, unknown>;

/** `table` is a bank's or a person's own, `own` Fenqi's, `json` everything; `same` is there already, `wrong` has three
 * lines that cannot be taken, `crowd` much of everything, and `broken` is no table at all. */
export type FakeFile = "table" | "own" | "json" | "same" | "wrong" | "crowd" | "broken";

const PATHS: Record<FakeFile, string> = {
  table: "/home/ling/下载/分期记录.csv",
  own: "/home/ling/下载/fenqi-rows-2026-11-22.csv",
  json: "/home/ling/下载/fenqi-2026-11-22.json",
  same: "/home/ling/下载/分期记录.csv",
  wrong: "/home/ling/下载/分期记录（改）.csv",
  crowd:
    "/home/ling/下载/2019 年以来所有平台的分期购物记录（京东、淘宝、拼多多、信用卡），含已经结清的 (1).csv",
  broken: "/home/ling/下载/照片.csv",
};

export const ENDINGS: Record<ExportForm["format"], string> = {
  csv: "csv",
  xlsx: "xlsx",
  json: "json",
  ics: "ics",
  ledger: "ledger",
  hledger: "journal",
  beancount: "beancount",
};

const HEADER = ["平台", "商品", "下单日期", "金额", "期数", "每期", "首次还款日", "已还期数", "备注"];
const GUESSED: (ImportColumn | null)[] = [
  "account",
  "title",
  "purchased_on",
  "price",
  "periods",
  "instalment",
  "first_due_date",
  "paid_rows",
  null,
];
const SAMPLE = [
  ["小米分期", "小米电视 75 英寸", "2026/8/3", "4,299.00", "12", "358.25", "2026/9/28", "2", ""],
  ["京东白条", "扫地机器人", "2026/9/14", "2,199.00", "6", "366.50", "2026/10/9", "1", "618 没赶上"],
  ["抖音月付", "登山靴", "2026/10/2", "899.00", "3", "299.67", "2026/11/8", "", ""],
  ["京东白条", "空气净化器", "2026/10/20", "1,680.00", "12", "140.00", "2026/12/9", "", "妈妈家"],
  ["抖音月付", "咖啡机", "2026/11/1", "1,299.00", "6", "216.50", "2026/12/8", "", ""],
];

const WRONG: ImportProblem[] = [
  { line: 3, column: "下单日期", error: refuse("date_invalid", null, { text: "去年双十一" }) },
  { line: 4, column: "每期", error: refuse("amount_invalid", null, { text: "三百左右" }) },
  {
    line: 6,
    column: null,
    error: refuse("rows_mismatch", null, { found: "¥1,298.99", expected: "¥1,299.00" }),
  },
];

const LEFT_OUT: ImportProblem[] = [
  { line: 14, column: null, error: refuse("row_paid_more", null, { n: "3", paid: "¥441.58" }) },
];

/** What a table cannot do without. */
const NEEDED: ImportColumn[] = ["title", "periods", "first_due_date"];

const NONE = { plans: 0, rows: 0, repayments: 0, totals: [], new_accounts: [], duplicates: 0 };
const WHOLE = { left_out: [], left_out_count: 0 };

function table(options: ImportOptions): ImportPreview {
  const columns = options.columns ?? GUESSED;
  const missing = NEEDED.filter((column) => !columns.includes(column));
  const homeless = !columns.includes("account") && !options.account;
  const problems: ImportProblem[] = [
    ...missing.map(() => ({ line: null, column: null, error: refuse("text_required") })),
    ...(homeless ? [{ line: null, column: null, error: refuse("account_required") }] : []),
  ];
  return {
    kind: "foreign_csv",
    encoding: options.encoding ?? "gb18030",
    delimiter: options.delimiter ?? ",",
    header: HEADER,
    columns,
    date_order: options.date_order ?? "year_month_day",
    decimal_mark: options.decimal_mark ?? "point",
    sample: SAMPLE,
    ...(problems.length > 0
      ? NONE
      : {
          plans: 5,
          rows: 39,
          repayments: 3,
          totals: [{ currency: "CNY", amount: "10376.01" }],
          new_accounts: ["抖音月付"],
          duplicates: 0,
        }),
    ...WHOLE,
    problems,
    problem_count: problems.length,
  };
}

function own(options: ImportOptions): ImportPreview {
  return {
    ...table({ ...options, columns: null }),
    kind: "own_csv",
    encoding: options.encoding ?? "utf8",
    header: ["plan", "account", "title", "n", "due_date", "principal", "fee", "paid"],
    columns: ["plan", "account", "title", "n", "due_date", "principal", "fee", "paid"],
    sample: ["1", "2", "3"].map((n) => [
      "01K9",
      "小米分期",
      "小米 15 Pro",
      n,
      `2026-0${n}-28`,
      "441.58",
      "0.00",
      "441.58",
    ]),
    new_accounts: [],
    duplicates: 4,
    left_out: LEFT_OUT,
    left_out_count: LEFT_OUT.length,
  };
}

function json(): ImportPreview {
  return {
    ...own({}),
    ...WHOLE,
    kind: "json",
    encoding: "utf8",
    delimiter: null,
    header: [],
    columns: [],
    date_order: null,
    decimal_mark: null,
    sample: [],
    new_accounts: ["抖音月付", "Afterpay"],
    totals: [
      { currency: "CNY", amount: "86410.52" },
      { currency: "EUR", amount: "579.00" },
    ],
  };
}

/** Forty columns, long names, and more that cannot be taken than is told. */
function crowd(options: ImportOptions): ImportPreview {
  const columns = Array.from({ length: 40 }, (_, place) => GUESSED[place] ?? null);
  const header = columns.map((_, place) => HEADER[place] ?? `备用字段（导出系统保留，请勿修改）${place + 1}`);
  const wide = (row: string[]) => columns.map((_, place) => row[place] ?? `${place}-0000-0000-0000-000`);
  const problems = Array.from({ length: 100 }, (_, place): ImportProblem => {
    const like = WRONG[place % WRONG.length] as ImportProblem;
    return { ...like, line: place * 37 + 2, column: like.column && (header[place % 40] ?? null) };
  });
  return {
    ...table(options),
    header,
    columns: options.columns ?? columns,
    sample: [...SAMPLE, ...SAMPLE].map(wide),
    plans: 1243,
    rows: 1200000,
    repayments: 10422,
    totals: [
      { currency: "CNY", amount: "12345678.90" },
      { currency: "EUR", amount: "98765.43" },
      { currency: "JPY", amount: "1234567" },
    ],
    new_accounts: Array.from({ length: 14 }, (_, place) => `商城联名信用卡分期购物专用账户 ${place + 1}`),
    duplicates: 318,
    problems,
    problem_count: 1234,
  };
}

function preview(file: FakeFile, options: ImportOptions): ImportPreview {
  switch (file) {
    case "own":
      return own(options);
    case "json":
      return json();
    case "same":
      return { ...table(options), ...NONE, duplicates: 5 };
    case "wrong": {
      const read = table(options);
      const problems = [...read.problems, ...WRONG];
      return { ...read, problems, problem_count: problems.length };
    }
    case "crowd":
      return crowd(options);
    case "broken":
      return stop(refuse("input_invalid", null, { reason: "it holds no table" }));
    default:
      return table(options);
  }
}

function imported(): FakePlan[] {
  const [like] = samplePlans();
  if (!like) throw new Error("BUG: there are sample plans");
  const plan = (id: string, account: string, title: string, first: string, periods: number, sum: bigint) => ({
    ...like,
    ...{ id, account, title, merchant: null, order_no: null, notes: null },
    rows: spread(first, periods, sum),
  });
  return [
    plan("i1", "a1", "小米电视 75 英寸", "2026-12-28", 10, 358250n),
    plan("i2", "a2", "扫地机器人", "2026-12-09", 5, 183250n),
  ];
}

export class FakeExchange {
  /** What the dialog for opening answers; null is a cancelled one. */
  file: FakeFile | null = "table";
  /** How long each percent of an import takes, in milliseconds. */
  pace = 0;
  /** The same of a preview. */
  reading = 0;
  #stops = false;

  async run(desk: FakeDesk, options: ImportOptions): Promise<Imported> {
    this.#stops = false;
    const { plans, rows, repayments, new_accounts, duplicates, left_out_count } = preview(
      this.file ?? "table",
      options,
    );
    await this.#pass(false, this.pace);
    await this.#pass(true, this.pace);
    desk.add(imported());
    return { plans, rows, repayments, accounts: new_accounts.length, duplicates, left_out: left_out_count };
  }

  async look(options: ImportOptions): Promise<ImportPreview> {
    this.#stops = false;
    if (this.reading > 0) await this.#pass(false, this.reading);
    return preview(this.file ?? "table", options);
  }

  /** Goes through the file once, until it is stopped. */
  async #pass(writing: boolean, pace: number): Promise<void> {
    for (let percent = 0; percent <= 100; percent += pace > 0 ? 1 : 25) {
      await emit("importing", { progress: { percent, writing } });
      await new Promise((go) => setTimeout(go, pace));
      if (this.#stops) stop(refuse("cancelled"));
    }
  }

  cancel(): null {
    this.#stops = true;
    return null;
  }
}

export function exchangeCommands(desk: FakeDesk): Record<string, (args: Args) => unknown> {
  const { exchange } = desk;
  const read = (args: Args) => args["options"] as ImportOptions;
  return {
    export_file: (args) => {
      const { format, table: of } = args["form"] as ExportForm;
      const name = format === "csv" ? `fenqi-${of}` : "fenqi";
      return { path: `/home/ling/文档/${name}-2026-11-22.${ENDINGS[format]}`, rows: desk.rowCount() };
    },
    export_show: () => null,
    import_choose: () => exchange.file && PATHS[exchange.file],
    import_preview: (args) => exchange.look(read(args)),
    import_run: (args) => exchange.run(desk, read(args)),
    import_cancel: () => exchange.cancel(),
    import_template: () => ({ path: "/home/ling/文档/fenqi-template.csv", rows: 2 }),
  };
}
