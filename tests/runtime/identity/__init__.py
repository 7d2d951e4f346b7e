"""azure-identity's own credentials against an authority, a managed identity and a Face service on loopback."""
