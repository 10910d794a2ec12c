package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalidIf;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import java.util.List;

/**
 * Requests about a registered model or a version of it; each operation reads the fields that it has
 * in MLflow.
 */
@JsonNaming(SnakeCaseStrategy.class)
record ModelRequest(
        String name,
        String version,
        String description,
        List<KeyValueBody> tags,
        String key,
        String value,
        String alias,
        String source,
        String runId,
        String runLink,
        String stage,
        Boolean archiveExistingVersions,
        List<String> stages) {

    /** {@code SearchRegisteredModels} and {@code SearchModelVersions}. */
    record Search(String filter, List<String> orderBy, String maxResults, String pageToken) {}

    String requireName() {
        return MlflowValidator.require("name", name);
    }

    int requireVersion() {
        return parseVersion(version);
    }

    /** The name of a tag. */
    String requireTag() {
        return MlflowValidator.requireKey("tag", key);
    }

    /** The value of a tag; empty where none is given. */
    String tagValue() {
        return value == null ? "" : value;
    }

    String requireAlias() {
        return MlflowValidator.requireKey("alias", alias);
    }

    /** A version as a number. */
    static int parseVersion(String version) {
        invalidIf(
                !MlflowValidator.require("version", version).matches("[0-9]{1,9}"),
                "The version '%s' is no whole number.",
                version);
        return Integer.parseInt(version);
    }
}
