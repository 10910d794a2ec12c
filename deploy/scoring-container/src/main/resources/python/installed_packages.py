"""
The packages of an environment: a folder site-packages that pip filled, wherever it lies now. Imported before everything
else, since what comes from it goes before the packages of the machine.
"""
import os
import site
import sys

# Why the packages cannot be used, for whoever reports how the start went; None where they can.
refusal = None


def add(folder):
    """
    Has imports find the packages as in a virtual environment: after Python's own modules, before the packages of the
    machine. Files .pth of the folder hold.
    """
    global refusal
    own = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    wanted = os.path.basename(os.path.dirname(folder))
    if wanted != own:
        refusal = f"the packages of the environment were installed for {wanted}, and this container has {own}"
        return
    before = [entry for entry in sys.path if entry != folder]
    sys.path[:] = before
    site.addsitedir(folder)
    added = [entry for entry in sys.path if entry not in before]
    place = next(index for index, entry in enumerate(before) if is_of_machine(entry))
    sys.path[:] = before[:place] + added + before[place:]


def is_of_machine(entry):
    """Of a folder of packages of the machine; of ours, which comes last, too."""
    return os.path.basename(entry) in ("site-packages", "dist-packages") or entry == os.path.dirname(__file__)
