"""The runs of an automated ML job: setup checks the table, featurize turns it into numbers, train tries one pipeline.

    python3 automl.py SETTINGS setup | featurize | train PIPELINE        both as JSON; data lies where AZURE_ML_INPUT_* says
"""

import json
import logging
import sys

import featurizing
import tables
import training


def main(arguments):
    settings = json.loads(arguments[0])
    logging.basicConfig(level=settings["verbosity"], stream=sys.stdout, format="%(asctime)s %(levelname)s %(message)s")
    operation = arguments[1]
    try:
        if operation == "setup":
            featurizing.check(settings)
        elif operation == "featurize":
            featurizing.featurize(settings)
        else:
            training.train(settings, json.loads(arguments[2]))
    except tables.UserError as error:
        sys.exit(f"UserError: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
