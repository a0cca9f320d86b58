// Keys that mean the same everywhere.

/** True while an input method is still composing: Enter then picks a candidate and must do nothing else. */
export function composing(event: KeyboardEvent): boolean {
  // WebKit ends the composition before the keydown that ended it; 229 still marks that one.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other sign of it
  return event.isComposing || event.keyCode === 229;
}

/** A form that Ctrl+Enter submits, and that Enter of an input method does not. */
export function confirmKeys(form: HTMLFormElement): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    if (composing(event)) {
      event.preventDefault();
    } else if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  };
  form.addEventListener("keydown", listen);
  return () => form.removeEventListener("keydown", listen);
}

/** Whether a key belongs to whatever the user is typing in, or to an open dialog or popup. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  return target.closest("input, textarea, select, [role=dialog], [role=listbox]") !== null;
}
