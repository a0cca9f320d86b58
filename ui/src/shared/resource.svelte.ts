// Data that Rust owns: loaded when a screen opens, loaded again when Rust says that its topic changed.
import { untrack } from "svelte";
import { appError, type AppError, type Topic } from "../ipc";

const versions = $state<Record<Topic, number>>({
  accounts: 0,
  plans: 0,
  reminders: 0,
  settings: 0,
  today: 0,
});

/** Makes every living resource of these topics load again. */
export function invalidate(topics: Topic[]): void {
  for (const topic of topics) versions[topic] += 1;
}

/** How often one of these topics has changed. */
export function changesOf(topics: Topic[]): number {
  return topics.reduce((sum, topic) => sum + versions[topic], 0);
}

let waiting = $state(0);

/** How many loads are under way in the whole window. */
export function pending(): number {
  return waiting;
}

/** Counts among the loads while `load` lasts. */
export function during<T>(load: Promise<T>): Promise<T> {
  untrack(() => (waiting += 1));
  return load.finally(() => (waiting -= 1));
}

/** Reading a rune is what makes an effect run again; this only says that it is on purpose. */
export function depends(..._values: unknown[]): void {}

export interface Resource<T> {
  /** The last good answer; kept while a newer one is on its way. */
  readonly data: T | null;
  readonly error: AppError | null;
  readonly loading: boolean;
  reload: () => void;
}

/** Call while a component is set up. What `load` reads before its first await makes it load again. */
export function resource<T>(topics: Topic[], load: () => Promise<T>): Resource<T> {
  let data = $state.raw<T | null>(null);
  let error = $state.raw<AppError | null>(null);
  let loading = $state(true);
  let again = $state(0);
  let latest = 0;

  $effect(() => {
    depends(again, changesOf(topics));
    const turn = ++latest;
    loading = true;
    during(load()).then(
      (answer) => {
        if (turn !== latest) return;
        data = answer;
        error = null;
        loading = false;
      },
      (thrown: unknown) => {
        if (turn !== latest) return;
        error = appError(thrown);
        loading = false;
      },
    );
    return () => {
      latest += 1;
    };
  });

  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    reload() {
      again += 1;
    },
  };
}
