import "@testing-library/jest-dom/vitest";
import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup } from "@testing-library/svelte";
import { afterEach } from "vitest";
import { forgetDraft } from "../src/features/new-plan/index";
import { dismiss, toasts } from "../src/shared/toast.svelte";

afterEach(async () => {
  cleanup();
  // Listeners say goodbye to Tauri in a microtask of their own.
  await new Promise((done) => setTimeout(done, 0));
  clearMocks();
  forgetDraft();
  for (const toast of [...toasts()]) dismiss(toast.id);
});
