// The list of plans: what is asked for, kept while the window lives, and the pages that were fetched of it.
import { untrack } from "svelte";
import { ipc, type AppError, type PlanPage, type PlanQuery, type PlanSummary } from "../../ipc";
import { resource } from "../../shared/resource.svelte";
import { failed } from "../../shared/toast.svelte";

export type Asked = Required<Pick<PlanQuery, "status" | "account" | "search" | "sort">>;

const initial: Asked = { status: null, account: null, search: "", sort: "newest" };

let asked = $state.raw<Asked>(initial);
/** How far the list was scrolled when it was left. */
let place = 0;

export function query(): Asked {
  return asked;
}

export function ask(change: Partial<Asked>): void {
  const next = { ...asked, ...change };
  // A list box also tells what was chosen before it was asked: that is no new question.
  if (JSON.stringify(next) === JSON.stringify(asked)) return;
  asked = next;
  place = 0;
}

export function forget(): void {
  asked = initial;
  place = 0;
}

export function isNarrowed(): boolean {
  return asked.status !== null || asked.account !== null || asked.search !== "";
}

export const kept = {
  get place() {
    return place;
  },
  set place(offset: number) {
    place = offset;
  },
};

const SIZE = 100;
/** Rows that are fetched before they come into sight. */
const AHEAD = 100;

export interface PlanList {
  /** Of the first page; null until it has come. */
  readonly page: PlanPage | null;
  readonly error: AppError | null;
  readonly loading: boolean;
  at: (index: number) => PlanSummary | undefined;
  /** These rows are in sight: what is missing of them and around them is fetched. */
  look: (from: number, to: number) => void;
  reload: () => void;
}

/** Call while a component is set up. */
export function planList(): PlanList {
  const head = resource(["plans", "accounts", "today"], async () => {
    const of = asked;
    return { of, page: await ipc.plansPage({ ...of, offset: 0, limit: SIZE }) };
  });
  let pages = $state.raw<Record<number, PlanSummary[]>>({});
  let of: Asked | null = null;
  let fetched: number[] = [];
  let sight = { from: 0, to: 0 };

  $effect(() => {
    const answer = head.data;
    if (!answer) return;
    // The same question again: what is shown stays until its newer self has come.
    const stay = of === answer.of ? untrack(() => pages) : {};
    pages = { ...stay, 0: answer.page.plans };
    of = answer.of;
    fetched = [0];
    untrack(() => look(sight.from, sight.to));
  });

  async function fetch(place: number): Promise<void> {
    const round = fetched;
    round.push(place);
    try {
      const page = await ipc.plansPage({ ...(of ?? asked), offset: place * SIZE, limit: SIZE });
      if (round === fetched) pages = { ...pages, [place]: page.plans };
    } catch (thrown) {
      if (round === fetched) fetched = fetched.filter((each) => each !== place);
      failed(thrown);
    }
  }

  function look(from: number, to: number): void {
    sight = { from, to };
    const found = head.data?.page.found ?? 0;
    const first = Math.floor(Math.max(0, from - AHEAD) / SIZE);
    const last = Math.floor(Math.max(0, Math.min(found - 1, to + AHEAD)) / SIZE);
    for (let page = first; page <= last; page += 1) if (!fetched.includes(page)) void fetch(page);
  }

  return {
    get page() {
      return head.data?.page ?? null;
    },
    get error() {
      return head.error;
    },
    get loading() {
      return head.loading;
    },
    at: (index) => pages[Math.floor(index / SIZE)]?.[index % SIZE],
    look,
    reload: () => head.reload(),
  };
}
