"""From facts to a graph, and the questions asked of it. Knows nothing of `ingest`."""
