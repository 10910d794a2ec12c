"""Debian's azure.ai.ml needs a module that Debian does not have: the few names it uses, without effect."""
