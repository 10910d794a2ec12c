package io.mltwin.scoring.registry.scanning;

import java.time.Instant;
import java.util.List;

/**
 * The findings of the scans of a scope's registries.
 *
 * @param registries the registries of the scope, with or without images
 */
record FindingsBody(List<String> registries, List<Image> images) {

    /**
     * One image.
     *
     * @param error why it could not be scanned, or null
     */
    record Image(
            String registryId,
            String repository,
            String digest,
            Instant pushedAt,
            Instant scannedAt,
            String error,
            List<Finding> findings) {}

    /**
     * A package of the image that an advisory says is vulnerable.
     *
     * @param score CVSS 3, 0.0 to 10.0, or null
     * @param fixedIn null when no fixed version is known
     */
    record Finding(
            String advisory,
            List<String> cves,
            String summary,
            String details,
            Instant published,
            Double score,
            List<String> references,
            String ecosystem,
            String packageName,
            String packageVersion,
            String path,
            String fixedIn) {}
}
