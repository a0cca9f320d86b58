// Parts of the window that are not loaded with it: fetched when they are first asked for, or before that in idle time.
import { during } from "./resource.svelte";

const parts: (() => unknown)[] = [];

/** For `{#await part() then Part}`. Once fetched it is no promise any more: it is drawn at once, without a flash. */
export function late<T extends object>(fetch: () => Promise<T>): () => T | Promise<T> {
  let here: T | null = null;
  let coming: Promise<T> | null = null;
  const part = () => here ?? (coming ??= during(fetch().then((fetched) => (here = fetched))));
  parts.push(part);
  return part;
}

/** Fetches what is not here yet, one after the other; a part may bring further ones. */
export async function fetchParts(): Promise<void> {
  for (const part of parts) await part();
}
