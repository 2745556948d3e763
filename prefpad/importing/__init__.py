"""Bytes of a file to drafts or problems; one file for each known layout."""
