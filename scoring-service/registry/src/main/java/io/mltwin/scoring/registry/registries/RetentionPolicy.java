package io.mltwin.scoring.registry.registries;

import java.time.Instant;

/**
 * {@code policies.retentionPolicy} of a registry: untagged manifests are deleted after so many
 * days. It counts for manifests that lost their last tag after it was enabled.
 *
 * @param days 0 to 365
 * @param lastUpdated null when it was never set
 */
public record RetentionPolicy(boolean enabled, int days, Instant lastUpdated) {}
