// Lists that are fetched page by page: so much of them as was asked for, as it is now.
import type { Topic } from "../../ipc";
import { resource } from "../../shared/resource.svelte";

const PAGE = 50;
/** What one call may ask for. */
const MOST = 200;

interface Page<T> {
  items: T[];
  more: boolean;
}

/** Call while a component is set up. `fetch` answers what comes after an item, or from the beginning. */
export function pages<T>(topics: Topic[], fetch: (after: T | null, limit: number) => Promise<Page<T>>) {
  let wanted = $state(PAGE);
  const list = resource(topics, () => load(wanted));

  async function load(count: number): Promise<Page<T>> {
    let page = await fetch(null, Math.min(count, MOST));
    while (page.more && page.items.length < count) {
      const next = await fetch(page.items.at(-1) ?? null, Math.min(count - page.items.length, MOST));
      page = { items: [...page.items, ...next.items], more: next.more };
    }
    return page;
  }

  return {
    list,
    more: () => (wanted += PAGE),
    restart: () => (wanted = PAGE),
  };
}
