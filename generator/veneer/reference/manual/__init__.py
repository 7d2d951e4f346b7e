"""Nothing in, the reference of Veneer itself out: commands, package.toml, overlays, diagnostics, findings."""
