// Text for the clipboard.

/** Puts a text into the clipboard, for what the user has just clicked. Throws where the system does not take it. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copySelected(text);
  }
}

/** WebKitGTK keeps the clipboard from scripts, but not from a selection that is copied. */
function copySelected(text: string): void {
  const before = document.activeElement;
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.style.position = "fixed";
  holder.style.opacity = "0";
  document.body.append(holder);
  holder.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to copy a selection
  const copied = document.execCommand("copy");
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!copied) throw new Error("clipboard");
}
