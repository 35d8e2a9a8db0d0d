"""Layout: documents and drafts, without arithmetic."""
