package io.mltwin.compute.mlflow.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A registered model with its versions, newest first. */
public record RegisteredModel(
        String name,
        String description,
        Map<String, String> tags,
        Map<String, Integer> aliases,
        Instant createdTime,
        Instant modifiedTime,
        List<Version> versions) {

    /**
     * A version of it.
     *
     * @param url where its files lie, {@code aml://artifact/…}
     * @param source the same in the words of who registered it; null where there are none
     */
    public record Version(
            int version,
            String description,
            Map<String, String> tags,
            String stage,
            String url,
            String source,
            String runId,
            Instant createdTime,
            Instant modifiedTime) {}

    /** All that were asked for. */
    record Models(List<RegisteredModel> models) {}

    /** A new name. */
    public record NewModel(String name, String description, Map<String, String> tags) {}

    /** A new version. */
    public record NewVersion(String url, String source, String runId, String description, Map<String, String> tags) {}

    /** Says what changes; what is null stays as it is. */
    public record Change(
            String description,
            Map<String, String> tagsToSet,
            List<String> tagsToDelete,
            Map<String, Integer> aliasesToSet,
            List<String> aliasesToDelete) {

        public static Change ofDescription(String description) {
            return new Change(description, null, null, null, null);
        }

        public static Change ofTag(String key, String value) {
            return new Change(null, Map.of(key, value), null, null, null);
        }

        public static Change withoutTag(String key) {
            return new Change(null, null, List.of(key), null, null);
        }

        public static Change ofAlias(String alias, int version) {
            return new Change(null, null, null, Map.of(alias, version), null);
        }

        public static Change withoutAlias(String alias) {
            return new Change(null, null, null, null, List.of(alias));
        }
    }

    /** Says what changes of a version; what is null stays as it is. */
    public record VersionChange(
            String description,
            Map<String, String> tagsToSet,
            List<String> tagsToDelete,
            String stage,
            Boolean archivesOthers) {

        public static VersionChange ofDescription(String description) {
            return new VersionChange(description, null, null, null, null);
        }

        public static VersionChange ofTag(String key, String value) {
            return new VersionChange(null, Map.of(key, value), null, null, null);
        }

        public static VersionChange withoutTag(String key) {
            return new VersionChange(null, null, List.of(key), null, null);
        }

        public static VersionChange ofStage(String stage, boolean archivesOthers) {
            return new VersionChange(null, null, null, stage, archivesOthers);
        }
    }
}
