package io.mltwin.workspace.storage.blob;

import java.util.Map;

/**
 * What a new version of a blob gets beside its content.
 *
 * @param createOnly the credential lets a blob be created, not overwritten
 */
record BlobWrite(
        BlobHttpHeaders http,
        String accessTier,
        Map<String, String> metadata,
        BlobConditions conditions,
        boolean createOnly) {}
