package io.mltwin.telemetry.security;

import java.time.Instant;
import java.util.List;

/** The findings of image scans, as scoring-service tells them. */
record ImageFindings(List<String> registries, List<Image> images) {

    /**
     * @param error why it could not be scanned, or null
     */
    record Image(
            String registryId,
            String repository,
            String digest,
            Instant scannedAt,
            String error,
            List<Finding> findings) {}

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

    List<Image> of(String registryId) {
        return images.stream()
                .filter(image -> image.registryId().equals(registryId))
                .toList();
    }
}
