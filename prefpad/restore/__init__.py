"""Making backups, and going back to one."""
