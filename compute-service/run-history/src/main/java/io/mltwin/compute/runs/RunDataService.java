package io.mltwin.compute.runs;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.compute.runs.RunErrors.immutableParameter;
import static io.mltwin.compute.runs.RunErrors.notFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.RunHistory;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Stores what a run logs besides metrics: tags, and parameters, which keep their first value. */
@Singleton
public class RunDataService {

    private final RunRepository repository;
    private final RunService runs;

    RunDataService(RunRepository repository, RunService runs) {
        this.repository = repository;
        this.runs = runs;
    }

    /**
     * Adds parameters and tags to a run, all or none.
     *
     * @throws AzureException 400 when a parameter has another value
     */
    @Transactional
    public void log(
            RunHistory history, String runId, Map<String, String> parameters, Map<String, String> tags, Actor actor) {
        RunEntity run = repository.lock(history.workspaceId(), runId).orElseThrow(() -> notFound(runId));
        RunContent content = history.open(run.place(), run.content, RunContent.class);
        runs.update(
                history,
                null,
                runId,
                CreateRunRequest.of(runId)
                        .parameters(parameters.isEmpty() ? null : merged(runId, content.parameters(), parameters))
                        .tags(tags)
                        .build(),
                actor);
    }

    /**
     * Changes one tag of a run; nobody else changes it meanwhile.
     *
     * @param change gets the tag's value, null for none
     */
    @Transactional
    public void changeTag(RunHistory history, String runId, String name, UnaryOperator<String> change, Actor actor) {
        RunEntity run = repository.lock(history.workspaceId(), runId).orElseThrow(() -> notFound(runId));
        RunContent content = history.open(run.place(), run.content, RunContent.class);
        runs.modifyTags(
                history, null, runId, Map.of(name, change.apply(content.tags().get(name))), List.of(), actor);
    }

    /** The parameters of a run as texts, none if they are no object. */
    public static Map<String, String> texts(JsonNode parameters) {
        Map<String, String> texts = new TreeMap<>();
        if (parameters != null && parameters.isObject()) {
            parameters.properties().forEach(field -> texts.put(field.getKey(), text(field.getValue())));
        }
        return texts;
    }

    private static ObjectNode merged(String runId, JsonNode old, Map<String, String> added) {
        badRequestIf(
                isGiven(old) && !old.isObject(),
                "InvalidRunParameters",
                "The parameters of the run '%s' have no names, so none is added.",
                runId);
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        if (old != null && old.isObject()) {
            merged.setAll((ObjectNode) old);
        }
        added.forEach((name, value) -> {
            JsonNode before = merged.get(name);
            if (before != null && !text(before).equals(value)) {
                throw immutableParameter(runId, name, text(before), value);
            }
            if (before == null) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
