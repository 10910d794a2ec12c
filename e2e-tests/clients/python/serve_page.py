"""docs/serve.md is true."""

from page import play

play("docs/serve.md")
