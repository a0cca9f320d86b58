import { mount } from "svelte";
import App from "./App.svelte";
import "./tokens.css";
import "./base.css";

async function start(): Promise<void> {
  // In a plain browser there is no Rust: the development server brings a stand-in, a release does not.
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    const { install } = await import("../ipc/fake");
    install(new URLSearchParams(location.search));
  }
  const target = document.getElementById("app");
  if (target) mount(App, { target });
}

void start();
