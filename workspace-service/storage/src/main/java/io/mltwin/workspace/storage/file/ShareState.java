package io.mltwin.workspace.storage.file;

import java.time.Instant;

/** A file share as it stands. */
public record ShareState(String name, int quotaGib, String etag, Instant modified) {}
