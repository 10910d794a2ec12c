package io.mltwin.compute.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.runs.RunBody.WarningBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code CreateRun} of run history: the part of a run that clients and this service write. */
public record CreateRunRequest(
        String runId,
        String parentRunId,
        String status,
        Instant startTimeUtc,
        Instant endTimeUtc,
        JsonNode error,
        List<WarningBody> warnings,
        String name,
        String displayName,
        String description,
        Boolean hidden,
        String runType,
        String target,
        String scriptName,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode parameters,
        JsonNode runDefinition,
        JsonNode createdFrom,
        JsonNode inputDatasets,
        JsonNode outputDatasets,
        String cancelUri,
        String diagnosticsUri) {

    @Override
    public String toString() {
        return "changes of run " + runId;
    }

    /** Returns the same run as a child of another one. */
    public CreateRunRequest childOf(String parent) {
        return with(parent, warnings);
    }

    /** Returns the same request with these warnings after its own. */
    public CreateRunRequest withWarnings(List<WarningBody> added) {
        List<WarningBody> all = new ArrayList<>(warnings == null ? List.of() : warnings);
        all.addAll(added);
        return with(parentRunId, all);
    }

    private CreateRunRequest with(String parent, List<WarningBody> warned) {
        return new CreateRunRequest(
                runId,
                parent,
                status,
                startTimeUtc,
                endTimeUtc,
                error,
                warned,
                name,
                displayName,
                description,
                hidden,
                runType,
                target,
                scriptName,
                tags,
                properties,
                parameters,
                runDefinition,
                createdFrom,
                inputDatasets,
                outputDatasets,
                cancelUri,
                diagnosticsUri);
    }

    /** Begins what this service writes of a run; all that is not set stays as it is. */
    public static Builder of(String runId) {
        return new Builder(runId);
    }

    /** Sets the fields that this service writes. */
    public static final class Builder {

        private final String runId;
        private String parentRunId;
        private String status;
        private Instant startTimeUtc;
        private Instant endTimeUtc;
        private JsonNode error;
        private String name;
        private String displayName;
        private String description;
        private Boolean hidden;
        private String runType;
        private String target;
        private String scriptName;
        private Map<String, String> tags;
        private Map<String, String> properties;
        private JsonNode parameters;
        private JsonNode runDefinition;

        private Builder(String runId) {
            this.runId = runId;
        }

        public Builder parentRunId(String value) {
            parentRunId = value;
            return this;
        }

        public Builder status(String value) {
            status = value;
            return this;
        }

        public Builder startTimeUtc(Instant value) {
            startTimeUtc = value;
            return this;
        }

        public Builder endTimeUtc(Instant value) {
            endTimeUtc = value;
            return this;
        }

        public Builder error(JsonNode value) {
            error = value;
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder displayName(String value) {
            displayName = value;
            return this;
        }

        public Builder description(String value) {
            description = value;
            return this;
        }

        public Builder hidden(Boolean value) {
            hidden = value;
            return this;
        }

        public Builder runType(String value) {
            runType = value;
            return this;
        }

        public Builder target(String value) {
            target = value;
            return this;
        }

        public Builder scriptName(String value) {
            scriptName = value;
            return this;
        }

        public Builder tags(Map<String, String> value) {
            tags = value;
            return this;
        }

        public Builder properties(Map<String, String> value) {
            properties = value;
            return this;
        }

        public Builder parameters(JsonNode value) {
            parameters = value;
            return this;
        }

        public Builder runDefinition(JsonNode value) {
            runDefinition = value;
            return this;
        }

        public CreateRunRequest build() {
            return new CreateRunRequest(
                    runId,
                    parentRunId,
                    status,
                    startTimeUtc,
                    endTimeUtc,
                    error,
                    null,
                    name,
                    displayName,
                    description,
                    hidden,
                    runType,
                    target,
                    scriptName,
                    tags,
                    properties,
                    parameters,
                    runDefinition,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }
}
