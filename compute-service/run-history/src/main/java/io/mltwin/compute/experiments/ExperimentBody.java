package io.mltwin.compute.experiments;

import java.time.Instant;
import java.util.Map;

/** {@code Experiment} of run history. */
public record ExperimentBody(
        String experimentId,
        String name,
        String description,
        Instant createdUtc,
        Map<String, String> tags,
        Instant archivedTime,
        boolean retainForLifetimeOfWorkspace,
        String artifactLocation) {}
