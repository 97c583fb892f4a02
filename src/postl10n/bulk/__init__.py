"""Corpora of millions of articles: the pipeline's stages over shards, on this machine or a Dask cluster."""
