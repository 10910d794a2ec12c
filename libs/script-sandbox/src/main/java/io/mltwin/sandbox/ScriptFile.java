package io.mltwin.sandbox;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A file that {@link ScriptTree} found to be the script's own.
 *
 * @param path below the folder of the tree
 */
public record ScriptFile(Path path, long size, FileTime modified) {}
