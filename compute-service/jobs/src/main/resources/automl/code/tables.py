"""Reads tables: a file, or a folder with an MLTable."""

import logging
import os
import pathlib

import pandas
import yaml

ENCODINGS = {"utf8": "utf-8", "utf8bom": "utf-8-sig", "iso88591": "iso-8859-1", "latin1": "latin-1", "ascii": "ascii",
             "utf16": "utf-16", "windows1252": "cp1252"}
HEADERS = ("all_files_same_headers", "all_files_different_headers", "from_first_file", "no_header")


class UserError(Exception):
    """What is wrong with the data or the settings."""


def read_input(name):
    """The table of an input, or None where the job has none of this name."""
    place = os.environ.get("AZURE_ML_INPUT_" + name)
    return None if place is None else read(pathlib.Path(place))


def read(place):
    if place.is_dir():
        return read_mltable(place)
    suffix = place.suffix.lower()
    if suffix in (".parquet", ".pq"):
        return parquet([place])
    if suffix in (".jsonl", ".ndjson"):
        return json_lines([place], {})
    return delimited([place], {"delimiter": "\t" if suffix == ".tsv" else ","})


def read_mltable(folder):
    if not (folder / "MLTable").is_file():
        raise UserError(f"The folder of the table has no file MLTable, but {sorted(os.listdir(folder))}.")
    with open(folder / "MLTable", encoding="utf-8") as text:
        table = yaml.safe_load(text) or {}
    files = [file for path in table.get("paths") or [] for file in named(folder, path)]
    if not files:
        raise UserError("The paths of the MLTable name no file of its folder.")
    steps = [one(step) for step in table.get("transformations") or []]
    rows = None
    for name, arguments in steps:
        rows = transformed(name, arguments, rows, files)
    if rows is None:
        rows = pandas.concat([read(file) for file in files], ignore_index=True)
    return rows


def one(step):
    """A transformation is a name, or a name with its arguments."""
    if isinstance(step, str):
        return step, {}
    if isinstance(step, dict) and len(step) == 1:
        return next(iter(step.items()))
    raise UserError(f"The MLTable has a transformation that cannot be read: {step}.")


def named(folder, path):
    kind, value = one(path)
    relative = str(value)
    if kind not in ("file", "folder", "pattern") or "://" in relative or relative.startswith("/"):
        raise UserError(f"The MLTable names {relative}; its paths lie in its own folder.")
    base = folder.resolve()
    if kind == "folder":
        found = sorted(file for file in (folder / relative).rglob("*") if file.is_file() and file.name != "MLTable")
    elif kind == "pattern":
        found = sorted(file for file in folder.glob(relative.removeprefix("./")) if file.is_file())
    else:
        found = [folder / relative]
    for file in found:
        if not file.resolve().is_relative_to(base):
            raise UserError(f"The MLTable names {relative}, which leads out of its folder.")
        if not file.is_file():
            raise UserError(f"The MLTable names {relative}, which its folder does not have.")
    return found


def transformed(name, arguments, rows, files):
    if name == "read_delimited":
        return delimited(files, arguments or {})
    if name == "read_parquet":
        return parquet(files)
    if name == "read_json_lines":
        return json_lines(files, arguments or {})
    if rows is None:
        raise UserError(f"The MLTable begins with {name}; read_delimited, read_parquet or read_json_lines comes first.")
    if name in ("keep_columns", "drop_columns"):
        columns = [arguments] if isinstance(arguments, str) else list(arguments)
        missing = [column for column in columns if column not in rows.columns]
        if missing:
            raise UserError(f"{name} of the MLTable names {missing}; the table has {list(rows.columns)}.")
        return rows[columns] if name == "keep_columns" else rows.drop(columns=columns)
    if name == "take":
        return rows.head(int(arguments["count"] if isinstance(arguments, dict) else arguments))
    raise UserError(f"The transformation {name} of the MLTable is not built; read_delimited, read_parquet, read_json_lines, "
                    "keep_columns, drop_columns and take are.")


def delimited(files, arguments):
    header = str(arguments.get("header", "all_files_same_headers")).lower()
    encoding = ENCODINGS.get(str(arguments.get("encoding", "utf8")).lower().replace("-", "").replace("_", ""))
    if header not in HEADERS or encoding is None:
        raise UserError(f"read_delimited of the MLTable has a header or an encoding that is not known: {arguments}.")
    parts = []
    for number, file in enumerate(files):
        has_names = header != "no_header" and (header != "from_first_file" or number == 0)
        try:
            part = pandas.read_csv(file, sep=arguments.get("delimiter", ","), encoding=encoding, header=0 if has_names else None)
        except (ValueError, UnicodeError) as error:
            raise UserError(f"{file.name} cannot be read: {error}") from error
        if header == "no_header":
            part.columns = [f"Column{index + 1}" for index in range(part.shape[1])]
        elif not has_names:
            part.columns = parts[0].columns
        parts.append(part)
    logging.info("read %d files", len(files))
    return pandas.concat(parts, ignore_index=True)


def parquet(files):
    try:
        return pandas.concat([pandas.read_parquet(file) for file in files], ignore_index=True)
    except ImportError as error:
        raise UserError(f"Parquet files need pyarrow in the environment of the job: {error}") from error


def json_lines(files, arguments):
    encoding = ENCODINGS.get(str(arguments.get("encoding", "utf8")).lower().replace("-", ""), "utf-8")
    try:
        return pandas.concat([pandas.read_json(file, lines=True, encoding=encoding) for file in files], ignore_index=True)
    except ValueError as error:
        raise UserError(f"The lines of {[file.name for file in files]} are no JSON: {error}") from error
