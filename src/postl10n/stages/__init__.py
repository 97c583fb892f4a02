"""The pipeline's verbs: pure, one package each, meeting only in `model` and sharing only `lang`."""
