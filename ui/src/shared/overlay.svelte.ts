// What lies over the screen on the user's word. The shell draws it; any screen may ask for it.

export type Overlay = "palette" | "keys";

let shown = $state<Overlay | null>(null);

export function overlay(): Overlay | null {
  return shown;
}

export function show(next: Overlay | null): void {
  shown = next;
}
