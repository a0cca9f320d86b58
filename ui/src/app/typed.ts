// What was typed into the screen that is open, kept beside it: a screen that breaks while it is drawn takes its fields
// with it, and so does the lock. Both get back what stood in them.

type Field = HTMLInputElement | HTMLTextAreaElement;

let kept = new Map<string, string>();
/** What waits behind the lock, and for which screen. */
let held: { typed: Map<string, string>; address: string } | null = null;
/** What is given back when its field appears. */
let owed = new Map<string, string>();
let stopGiving = () => {};

function isField(target: EventTarget | null): target is Field {
  if (target instanceof HTMLTextAreaElement) return true;
  // A passphrase is kept nowhere.
  return target instanceof HTMLInputElement && !["radio", "checkbox", "password"].includes(target.type);
}

/** A field by its name, and by what its dialog is about, if it stands in one: what was typed for one row must not come
 * to stand beside another. */
function keyOf(field: Field): string {
  const dialog = field.closest("[role=dialog]");
  if (!dialog) return field.name;
  const text = (id: string | null) => (id ? document.getElementById(id)?.textContent : null) ?? "";
  const about = dialog.querySelector<HTMLElement>("[data-about]")?.dataset.about ?? "";
  const says = ["aria-labelledby", "aria-describedby"].map((name) => text(dialog.getAttribute(name)));
  return [...says, about, field.name].join("\n");
}

/** The fields that have a name, and may be kept. */
function fields(screen: ParentNode): Field[] {
  return [...screen.querySelectorAll<Field>("input[name], textarea[name]")].filter(isField);
}

/** Remembers each change of a field that has a name. Returns how to stop. */
export function rememberTyped(): () => void {
  const listen = ({ target }: Event) => {
    if (isField(target) && target.name) kept.set(keyOf(target), target.value);
  };
  document.addEventListener("input", listen, true);
  return () => document.removeEventListener("input", listen, true);
}

/** Another screen, another form. */
export function forgetTyped(): void {
  kept = new Map();
  owed = new Map();
  stopGiving();
}

/** How long fields may take to appear again: a form waits for its first data. */
const PATIENCE_MS = 5000;

/** Fills the fields of a screen that is drawn anew, as they appear. */
export function giveBackTyped(screen: Element): void {
  const stop = fill(screen, new Map(kept));
  setTimeout(stop, PATIENCE_MS);
}

/** The lock takes the screen away. What was typed into a dialog that has gone is not wanted any more. */
export function holdTyped(): void {
  const typed = new Map(owed);
  for (const field of fields(document)) {
    if (kept.has(keyOf(field))) typed.set(keyOf(field), field.value);
  }
  held = { typed, address: location.hash };
  kept = new Map();
}

/** It is open again: the screen gets back what was typed, and so does a dialog when it is opened again. */
export function giveBackHeld(): void {
  const waiting = held;
  held = null;
  if (waiting?.address !== location.hash) return;
  owed = waiting.typed;
  stopGiving = fill(document.body, owed);
}

function fill(screen: Element, missing: Map<string, string>): () => void {
  const look = () => {
    for (const field of fields(screen)) {
      const value = missing.get(keyOf(field));
      if (value === undefined) continue;
      missing.delete(keyOf(field));
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (missing.size === 0) observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(screen, { childList: true, subtree: true });
  look();
  return () => observer.disconnect();
}
