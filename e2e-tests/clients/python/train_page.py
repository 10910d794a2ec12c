"""docs/train.md is true."""

from page import play

play("docs/train.md")
