// What was typed into the screen that is open, kept beside it: a screen that breaks while it is drawn takes its fields
// with it, and gets back what stood in them.

type Field = HTMLInputElement | HTMLTextAreaElement;

let kept = new Map<string, string>();

function isField(target: EventTarget | null): target is Field {
  if (target instanceof HTMLTextAreaElement) return true;
  // A passphrase is kept nowhere.
  return target instanceof HTMLInputElement && !["radio", "checkbox", "password"].includes(target.type);
}

/** Remembers each change of a field that has a name. Returns how to stop. */
export function rememberTyped(): () => void {
  const listen = ({ target }: Event) => {
    if (isField(target) && target.name) kept.set(target.name, target.value);
  };
  document.addEventListener("input", listen, true);
  return () => document.removeEventListener("input", listen, true);
}

/** Another screen, another form. */
export function forgetTyped(): void {
  kept = new Map();
}

/** How long fields may take to appear again: a form waits for its first data. */
const PATIENCE_MS = 5000;

/** Fills the fields of a screen that is drawn anew, as they appear. */
export function giveBackTyped(screen: Element): void {
  const missing = new Map(kept);
  const fill = () => {
    for (const [name, value] of missing) {
      const field = screen.querySelector<Field>(`[name="${CSS.escape(name)}"]`);
      if (!isField(field)) continue;
      missing.delete(name);
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (missing.size === 0) observer.disconnect();
  };
  const observer = new MutationObserver(fill);
  observer.observe(screen, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), PATIENCE_MS);
  fill();
}
