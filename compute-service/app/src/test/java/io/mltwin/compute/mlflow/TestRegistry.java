package io.mltwin.compute.mlflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Plays scoring-service's registered models, as far as a client sees them: names with versions.
 * What it was told to change it keeps as it came.
 */
final class TestRegistry {

    private static final String PATH = "/_internal/registered-models";
    private static final String TIME = "2026-01-02T03:04:05Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, ObjectNode> models = new TreeMap<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();

    TestRegistry(TestCalls calls) {
        calls.answer("scoring", "GET", PATH, this::list);
        calls.answer("scoring", "POST", PATH, this::create);
        calls.answer("scoring", "PATCH", PATH, this::change);
        calls.answer("scoring", "DELETE", PATH, this::delete);
        calls.answer("scoring", "POST", PATH + "/versions", this::addVersion);
        calls.answer("scoring", "PATCH", PATH + "/versions", this::changeVersion);
        calls.answer("scoring", "DELETE", PATH + "/versions", this::delete);
    }

    /** What changed: method, name, version and body. */
    List<String> changes() {
        return List.copyOf(changes);
    }

    private synchronized PeerAnswer list(PeerRequest request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("models");
        String name = request.query("name");
        models.values().stream()
                .filter(model -> name == null || name.equals(model.path("name").asText()))
                .forEach(found::add);
        return PeerAnswer.json(200, answer);
    }

    private synchronized PeerAnswer create(PeerRequest request) {
        ObjectNode model = (ObjectNode) request.json();
        String name = model.path("name").asText();
        if (models.containsKey(name)) {
            return PeerAnswer.error(409, "Conflict", "there already");
        }
        model.put("createdTime", TIME).put("modifiedTime", TIME).putObject("aliases");
        model.putArray("versions");
        models.put(name, model);
        return PeerAnswer.json(200, model);
    }

    private synchronized PeerAnswer addVersion(PeerRequest request) {
        ObjectNode model = models.get(request.query("name"));
        if (model == null) {
            return PeerAnswer.error(404, "NotFound", "no such model");
        }
        ArrayNode versions = (ArrayNode) model.get("versions");
        ObjectNode version = (ObjectNode) request.json();
        version.put("version", versions.size() + 1)
                .put("stage", "None")
                .put("createdTime", TIME)
                .put("modifiedTime", TIME);
        versions.insert(0, version);
        return PeerAnswer.json(200, version);
    }

    private synchronized PeerAnswer change(PeerRequest request) {
        note(request);
        ObjectNode model = models.get(request.query("name"));
        if (model == null) {
            return PeerAnswer.error(404, "NotFound", "no such model");
        }
        if (request.json().path("aliasesToSet").isObject()) {
            model.set("aliases", request.json().path("aliasesToSet"));
        }
        return PeerAnswer.json(200, model);
    }

    private synchronized PeerAnswer changeVersion(PeerRequest request) {
        note(request);
        ObjectNode model = models.get(request.query("name"));
        if (model == null) {
            return PeerAnswer.error(404, "NotFound", "no such model");
        }
        ObjectNode version = (ObjectNode) model.get("versions").get(0);
        if (request.json().hasNonNull("stage")) {
            version.put("stage", request.json().path("stage").asText());
        }
        return PeerAnswer.json(200, version);
    }

    private PeerAnswer delete(PeerRequest request) {
        note(request);
        return PeerAnswer.status(204);
    }

    private void note(PeerRequest request) {
        changes.add(
                request.method() + " " + request.query("name") + " " + request.query("version") + " " + request.text());
    }
}
