// Where the focus goes when what had it goes away: it is not left to fall back to the top of the page.
import { tick } from "svelte";

/** Once `there` ceases to hold, the focus that went with it goes to what stays. Call while a component is set up. */
export function keepFocus(there: () => boolean, stay: () => void): void {
  let was = false;
  $effect(() => {
    const gone = was && !there();
    was = there();
    if (!gone) return;
    void tick().then(() => {
      if (document.activeElement === document.body) stay();
    });
  });
}
