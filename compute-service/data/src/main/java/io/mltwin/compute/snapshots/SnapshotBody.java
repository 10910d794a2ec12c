package io.mltwin.compute.snapshots;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A snapshot of a directory with source code. Read-back operations of Azure's content service are
 * not public; the field names are those of its C# client where known.
 */
public record SnapshotBody(
        String id,
        String parentSnapshotId,
        Instant createdTime,
        long totalSize,
        int fileCount,
        String digest,
        Map<String, String> tags,
        Map<String, String> properties,
        List<SnapshotFile> files) {
    /**
     * A file of a snapshot; its content is the blob {@code files/{sha256}}.
     *
     * @param path relative, with slashes
     */
    public record SnapshotFile(String path, String sha256, long size) {}
}
