"""Debian's az brings parsers of alert conditions that its own antlr4 runtime cannot load, and with them az monitor does not load.

Empty classes stand in their place: `az monitor metrics alert` and `az monitor autoscale` cannot parse a condition, all else works.
"""

import importlib.abc
import importlib.machinery
import sys

GRAMMAR = "azure.cli.command_modules.monitor.grammar."


class _Anything(type):
    """Of a parser's class, its nested classes are named while az loads."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class _Parsers(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path, target=None):
        if fullname.startswith(GRAMMAR) and fullname.endswith(("Lexer", "Parser")):
            return importlib.machinery.ModuleSpec(fullname, self)
        return None

    def exec_module(self, module):
        name = module.__name__.rsplit(".", 1)[1]
        setattr(module, name, _Anything(name, (), {}))


sys.meta_path.insert(0, _Parsers())
