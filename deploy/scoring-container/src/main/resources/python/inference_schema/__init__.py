"""Decorators that say what an entry script takes and answers (inference-schema)."""
