#!/bin/bash
# Starts the run of this folder on this machine: see local_run.py.
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
chmod 700 . azureml-setup
exec python3 -B azureml-setup/local_run.py
