package io.mltwin.compute.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.runs.RunBody.PersonBody;
import io.mltwin.compute.runs.RunBody.WarningBody;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The part of a run that is ciphertext at rest: values, tags, parameters, definitions, and who. */
@RecordBuilder
record RunContent(
        PersonBody createdBy,
        PersonBody lastModifiedBy,
        JsonNode error,
        List<WarningBody> warnings,
        String description,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode parameters,
        JsonNode runDefinition,
        JsonNode createdFrom,
        JsonNode inputDatasets,
        JsonNode outputDatasets,
        String cancelUri,
        String diagnosticsUri)
        implements RunContentBuilder.With {

    static RunContent by(PersonBody creator) {
        return RunContentBuilder.builder()
                .createdBy(creator)
                .lastModifiedBy(creator)
                .warnings(List.of())
                .tags(Map.of())
                .properties(Map.of())
                .build();
    }

    /**
     * This content after a PATCH: given fields replace, tags and properties are merged, warnings
     * appended.
     */
    RunContent with(CreateRunRequest change, PersonBody modifier) {
        List<WarningBody> allWarnings = new ArrayList<>(warnings);
        if (change.warnings() != null) {
            allWarnings.addAll(change.warnings());
        }
        return new RunContent(
                createdBy,
                modifier,
                given(change.error(), error),
                allWarnings,
                given(change.description(), description),
                merged(tags, change.tags()),
                merged(properties, change.properties()),
                given(change.parameters(), parameters),
                given(change.runDefinition(), runDefinition),
                given(change.createdFrom(), createdFrom),
                given(change.inputDatasets(), inputDatasets),
                given(change.outputDatasets(), outputDatasets),
                given(change.cancelUri(), cancelUri),
                given(change.diagnosticsUri(), diagnosticsUri));
    }

    RunContent withTags(Map<String, String> newTags, PersonBody modifier) {
        return with(next -> next.tags(newTags).lastModifiedBy(modifier));
    }

    private static <T> T given(T changed, T old) {
        return changed == null ? old : changed;
    }

    private static Map<String, String> merged(Map<String, String> old, Map<String, String> added) {
        if (added == null) {
            return old;
        }
        Map<String, String> result = new TreeMap<>(old);
        result.putAll(added);
        return result;
    }
}
