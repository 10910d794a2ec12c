"""Namespace of Azure ML's packages: those that a script's environment has are found, too."""
__path__ = __import__("pkgutil").extend_path(__path__, __name__)
