/** Asks about what is being typed: while one question is under way, the newest waits for its answer. `isOld` says of an
 * answer that what it was asked about has changed meanwhile. */
export function newest(ask: (isOld: () => boolean) => Promise<void>): () => Promise<void> {
  let asking = false;
  let again = false;
  return async () => {
    again = true;
    if (asking) return;
    asking = true;
    while (again) {
      again = false;
      await ask(() => again);
    }
    asking = false;
  };
}
