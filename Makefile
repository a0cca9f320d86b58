# The commands of every day. `make run` and `make test` install what they need.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
CARGO_TARGET_DIR ?= $(CURDIR)/target
export CARGO_TARGET_DIR
export CARGO_TERM_COLOR ?= auto

# What the benches compare with, and what makes packages, kept out of the clone.
BENCH := $(HOME)/.cache/fenqi/bench
TAURI := $(HOME)/.cache/fenqi/tauri-cli/node_modules/.bin/tauri
# What `make package` builds: an AppImage, too, where its maker's tools can be downloaded.
BUNDLES ?= deb rpm
CORE := -p fenqi-domain -p fenqi-app -p fenqi-store -p fenqi-cli -p fenqi-tests

.PHONY: help run dev app ui test lint advisories format test-core test-faults test-ui test-desktop bind test-long bench soak cli-docs package test-package screenshots clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Open the app; without a display, take a picture of it
	@scripts/run

dev: ## Open the app with a UI that reloads as it is edited
	@scripts/setup build
	@scripts/setup bundler
	cd src-tauri && $(TAURI) dev

ui:
	cd ui && npm run --silent build -- --logLevel warn

app: ui
	cargo build --release -p fenqi -p fenqi-cli

test: ## Lint, and test everything: Rust, UI, the real window
	@scripts/setup test
	$(MAKE) --no-print-directory lint test-core test-faults test-ui test-desktop

lint: ## Formats, lints, types, licences, the size of what the window loads
	@scripts/setup build
	cargo fmt --all --check
	$(MAKE) --no-print-directory ui
	cd ui && npm run --silent size
	cargo clippy --release --workspace --all-targets --locked -- -D warnings
	cargo clippy --release --locked -p fenqi-tests --test e2e --test faults --test pictures -- -D warnings
	cd ui && npm run --silent lint && npm run --silent check
	@command -v cargo-deny >/dev/null || { echo 'lint: needs cargo-deny: building it once'; cargo install --quiet --locked cargo-deny@0.20.2; }
	cargo deny --log-level error check bans licenses sources
	@scripts/advisories known

advisories: ## Ask what is newly known to be wrong with dependencies; needs the network
	@scripts/advisories newest

format: ## Format everything
	cargo fmt --all
	cd ui && npm run --silent format

test-core: ## Rust without a desktop, 200 years of reminders: minutes
	@scripts/setup core
	PROPTEST_CASES=2000 cargo test --locked $(CORE)
	FENQI_SIM_YEARS=200 cargo test --release --locked -p fenqi-tests --test simulation -- --nocapture

test-faults: ## Power cuts, kills, failing calls, a full disk, flipped bits: minutes, as root
	cargo test --release --locked -p fenqi-tests --test faults -- --test-threads=1 --nocapture

test-ui: ## The UI with its fake back end
	cd ui && npm test --silent

test-desktop: app ## The real window, tray and popups, on a virtual desktop
	cargo test --release --locked -p fenqi
	cargo test --release --locked -p fenqi-tests --test e2e --no-run
	scripts/session cargo test --release --locked -p fenqi-tests --test e2e -- --test-threads=1

bind: ui ## Write the TypeScript side of the commands and messages
	FENQI_BIND=1 cargo test --release -p fenqi

test-long: app ## The core's harnesses at full length, and every socket of the window's tests
	PROPTEST_CASES=100000 cargo test --release --locked -p fenqi-domain
	FENQI_FUZZ_LINES=1000000 cargo test --locked -p fenqi-tests --test suite fuzz -- --nocapture
	FENQI_IPC_CALLS=1000000 cargo test --release --locked -p fenqi fuzz -- --nocapture
	FENQI_UNDO_SEEDS=100 FENQI_READ_SEEDS=30 cargo test --locked -p fenqi-tests --test suite -- undo reads --nocapture
	FENQI_SIM_YEARS=10000 cargo test --release --locked -p fenqi-tests --test simulation -- --nocapture
	FENQI_SEEDS=10 FENQI_KILLS=1000 FENQI_ERRORS=all FENQI_ERROR_ACTIONS=40 FENQI_FLIPS=20000 FENQI_WALK_FLIPS=3000 $(MAKE) --no-print-directory test-faults
	cargo test --release --locked -p fenqi-tests --test e2e --no-run
	scripts/session scripts/sockets cargo test --release --locked -p fenqi-tests --test e2e -- --test-threads=1 --skip _socket

bench: app ## Speed as ratios, both sides in one run; fails where a target is clearly missed
	@scripts/setup bench
	FENQI_BENCH_PYTHON=$(BENCH)/bin/python cargo bench --locked -p fenqi-tests
	cargo build --release --locked -p fenqi --example empty
	scripts/session cargo bench --locked -p fenqi-tests -- window
	scripts/session cargo bench --locked -p fenqi-tests -- tray

SOAK := scripts/session cargo test --release --locked --quiet -p fenqi-tests --test soak --

soak: app ## The app at work for FENQI_SOAK_MINUTES (240), on two desktops at once; fails where something grows
	@scripts/setup test
	cargo test --release --locked -p fenqi-tests --test soak --no-run
	@$(SOAK) window & window=$$!; failed=0; $(SOAK) tray || failed=1; wait $$window || failed=1; exit $$failed

cli-docs: app ## Man pages and shell completions of fenqi-cli, into dist/
	rm -rf dist/man dist/completions
	mkdir -p dist/completions
	"$(CARGO_TARGET_DIR)"/release/fenqi-cli --lang en man --to dist/man/man1
	"$(CARGO_TARGET_DIR)"/release/fenqi-cli --lang zh-CN man --to dist/man/zh_CN/man1
	"$(CARGO_TARGET_DIR)"/release/fenqi-cli --lang en completions bash > dist/completions/fenqi-cli
	"$(CARGO_TARGET_DIR)"/release/fenqi-cli --lang en completions zsh > dist/completions/_fenqi-cli
	"$(CARGO_TARGET_DIR)"/release/fenqi-cli --lang en completions fish > dist/completions/fenqi-cli.fish

package: ## Build the .deb and the .rpm into dist/
	@scripts/setup build
	@scripts/setup bundler
	cargo fetch --locked --quiet
	$(MAKE) --no-print-directory cli-docs
	scripts/package $(BUNDLES)

test-package: ## Check dist/'s packages; install, use and remove the .deb in a clean Debian, as root: minutes
	@scripts/setup package
	scripts/test-package

screenshots: app ## Pictures of the real window for the READMEs and the manual, into docs
	@scripts/setup test
	cargo test --release --locked -p fenqi-tests --test pictures --no-run
	scripts/session cargo test --release --locked -p fenqi-tests --test pictures

clean: ## Remove what was built
	cargo clean
	rm -rf ui/dist dist
