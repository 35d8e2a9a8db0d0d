"""Memory: snapshots and movement."""
