package io.mltwin.compute.snapshots;

/**
 * A file of a snapshot; its content is the blob {@code files/{sha256}}.
 *
 * @param path relative, with slashes
 */
public record SnapshotFile(String path, String sha256, long size) {}
