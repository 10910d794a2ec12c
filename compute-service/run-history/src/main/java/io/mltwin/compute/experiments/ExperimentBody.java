package io.mltwin.compute.experiments;

import java.time.Instant;
import java.util.List;
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
        String artifactLocation) {
    /** {@code ModifyExperiment}: what PATCH may change. */
    public record ModifyExperimentBody(String description, Map<String, String> tags, Boolean archive) {}

    /** {@code DeleteTagsCommand}. */
    public record TagNamesBody(List<String> tags) {}
}
