//! How WebKit paints. Its usual way leaves the window blank on some machines, for seconds or for good.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// WebKit's own switch. Whoever has set it, to 0 too, has decided.
pub(crate) const WITHOUT_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts this process anew with WebKit's DMA-BUF renderer off, where that paints late or not at all: without a graphics
/// card that renders, or with NVIDIA's driver. A process cannot change its own environment safely.
pub(crate) fn prepare() {
    if std::env::var_os(WITHOUT_DMABUF).is_some() || (has_render_node() && !has_nvidia()) {
        return;
    }
    let anew =
        |program| Command::new(program).args(std::env::args_os().skip(1)).env(WITHOUT_DMABUF, "1").exec();
    // Nothing comes back from a new start but the reason why there is none.
    let error = std::env::current_exe().map_or_else(|error| error, anew);
    tracing::warn!(%error, "not started anew, so WebKit paints in its usual way");
}

fn has_render_node() -> bool {
    let is_one = |name: &OsStr| name.to_string_lossy().starts_with("renderD");
    let nodes = std::fs::read_dir("/dev/dri");
    nodes.is_ok_and(|nodes| nodes.flatten().any(|node| is_one(&node.file_name())))
}

fn has_nvidia() -> bool {
    Path::new("/proc/driver/nvidia").exists()
}
