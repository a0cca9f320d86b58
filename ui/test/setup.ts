import "@testing-library/jest-dom/vitest";
import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach } from "vitest";
import { setAppState } from "../src/shared/app-state.svelte";
import { show } from "../src/shared/overlay.svelte";
import { forgetFile } from "../src/features/exchange/index";
import { forgetDraft } from "../src/features/new-plan/index";
import { dismiss, toasts } from "../src/shared/toast.svelte";

afterEach(async () => {
  // A dialog that is open takes the pointer from the whole page: it is closed before the page goes.
  show(null);
  await tick();
  cleanup();
  // Listeners say goodbye to Tauri in a microtask of their own.
  await new Promise((done) => setTimeout(done, 0));
  clearMocks();
  setAppState(null);
  forgetDraft();
  forgetFile();
  for (const toast of [...toasts()]) dismiss(toast.id);
});
