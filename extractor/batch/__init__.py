"""Whole archives: a folder, a zip or a URL of documents into JSON, each document in a bounded worker process."""
