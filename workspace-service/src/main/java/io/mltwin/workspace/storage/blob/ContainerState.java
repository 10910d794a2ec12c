package io.mltwin.workspace.storage.blob;

import java.time.Instant;
import java.util.Map;

/** A blob container as it stands. */
public record ContainerState(
        String name, Map<String, String> metadata, String etag, Instant modified)
        implements BlobConditions.Version {}
