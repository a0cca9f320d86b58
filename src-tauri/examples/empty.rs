//! The least that Tauri needs for a tray icon (`--tray`) or a window (`--window`, with the file of a page to show in it):
//! what `make bench` compares Fenqi with.

use tauri::menu::MenuBuilder;
use tauri::tray::TrayIconBuilder;
use tauri::{RunEvent, WebviewUrl, WebviewWindowBuilder};

/// A page with one word, that notes when it has been painted as Fenqi's page does.
const PAGE: &str = "<!doctype html><title>Empty</title><p>Empty
<script>requestAnimationFrame(() => setTimeout(() => performance.mark('data')))</script>";

fn main() -> tauri::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let in_tray = arguments.next().is_some_and(|argument| argument == "--tray");
    let shown = arguments.next().map_or_else(|| Ok(PAGE.into()), std::fs::read)?;
    let app = tauri::Builder::default()
        .register_uri_scheme_protocol("empty", move |_, _| {
            let page = tauri::http::Response::builder().header("Content-Type", "text/html; charset=utf-8");
            page.body(shown.clone()).unwrap_or_default()
        })
        .setup(move |app| {
            if in_tray {
                let menu = MenuBuilder::new(app).text("quit", "Quit").build()?;
                let icon = tauri::include_image!("../icons/generated/tray.png");
                TrayIconBuilder::new().icon(icon).menu(&menu).build(app)?;
            } else {
                let page = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
                WebviewWindowBuilder::new(app, "empty", page)
                    .inner_size(1180.0, 760.0)
                    .title("Empty")
                    .build()?;
            }
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(move |_, event| match event {
        RunEvent::ExitRequested { code: None, api, .. } if in_tray => api.prevent_exit(),
        _ => {}
    });
    Ok(())
}
