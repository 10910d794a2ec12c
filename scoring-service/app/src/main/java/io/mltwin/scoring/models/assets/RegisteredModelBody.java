package io.mltwin.scoring.models.assets;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A registered model with its versions, newest first, as compute-service asks for it. */
public record RegisteredModelBody(
        String name,
        String description,
        Map<String, String> tags,
        Map<String, Integer> aliases,
        Instant createdTime,
        Instant modifiedTime,
        List<VersionBody> versions) {

    /** A version of it. */
    public record VersionBody(
            int version,
            String description,
            Map<String, String> tags,
            String stage,
            String url,
            String source,
            String runId,
            Instant createdTime,
            Instant modifiedTime) {}

    /** All of them that were asked for. */
    public record ListBody(List<RegisteredModelBody> models) {}

    /** A new name. */
    public record NewBody(String name, String description, Map<String, String> tags) {}

    /** A new version. */
    public record NewVersionBody(
            String url, String source, String runId, String description, Map<String, String> tags) {}

    /** Says what changes; what is null stays as it is. */
    public record ChangeBody(
            String description,
            Map<String, String> tagsToSet,
            List<String> tagsToDelete,
            Map<String, Integer> aliasesToSet,
            List<String> aliasesToDelete) {}

    /** Says what changes of a version; what is null stays as it is. */
    public record VersionChangeBody(
            String description,
            Map<String, String> tagsToSet,
            List<String> tagsToDelete,
            String stage,
            Boolean archivesOthers) {}
}
