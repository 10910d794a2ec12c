package io.mltwin.e2e;

import static io.mltwin.e2e.ComputeDoors.UNIQUE;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.ComputeDoors.Door;
import io.mltwin.e2e.ComputeDoors.Kind;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The doors of experiments, of their runs and metrics. */
final class RunDoors {

    private static final String OWN_RUN = "doors-run-" + UNIQUE;

    private final DoorList doors;
    private final FlowClient client;
    private final FlowState flows;
    private final String metricId;
    private final String experimentId;
    private final String ownExperimentId;

    /** Looks at what the flows left. */
    RunDoors(DoorList doors) throws Exception {
        this.doors = doors;
        this.client = doors.client();
        this.flows = doors.flows();
        Azure azure = doors.azure();
        String reader = azure.armToken("reader");
        JsonNode metrics =
                client.json(
                                "POST",
                                doors.v1(
                                        "history/v1.0", "/experiments/breast-cancer/metrics:query"),
                                reader,
                                Map.of("filter", "RunId eq '" + flows.runId() + "'"))
                        .expect(200)
                        .json();
        metricId = metrics.path("value").path(0).path("metricId").asText();
        experimentId =
                client.get(doors.v1("history/v1.0", "/experiments/breast-cancer"), reader)
                        .expect(200)
                        .json()
                        .path("experimentId")
                        .asText();
        ownExperimentId =
                client.json(
                                "POST",
                                doors.v1("history/v1.0", "/experiments/doors-" + UNIQUE),
                                azure.armToken("contributor"),
                                null)
                        .expect(200)
                        .json()
                        .path("experimentId")
                        .asText();
    }

    void experiments() {
        String h = "history/v1.0";
        doors.read("GET", h, "/experiments/breast-cancer", null);
        doors.read("GET", h, "/experimentids/" + experimentId, null);
        doors.read("POST", h, "/experiments:query", Map.of());
        doors.write("POST", h, "/experiments/doors-" + UNIQUE, null);
        doors.write("PATCH", h, "/experimentids/" + ownExperimentId, Map.of("description", "d"));
        doors.write(
                "DELETE",
                h,
                "/experimentids/" + ownExperimentId + "/tags",
                Map.of("tags", List.of("t")));
    }

    void runs() {
        String h = "history/v1.0";
        String run = "/experiments/breast-cancer/runs/" + flows.runId();
        String own = "/experiments/doors-" + UNIQUE + "/runs/" + OWN_RUN;
        for (String path :
                List.of(
                        run,
                        run + "/details",
                        run + "/children",
                        "/runs/" + flows.runId(),
                        "/runs/" + flows.runId() + "/details",
                        "/experiments/breast-cancer/runs")) {
            doors.read("GET", h, path, null);
        }
        doors.read("POST", h, "/experiments/breast-cancer/runs:query", Map.of());
        doors.read("POST", h, "/runs:query", Map.of("top", 1));
        doors.write("PATCH", h, own, Map.of("name", "made"));
        doors.write("PATCH", h, "/runs/" + OWN_RUN, Map.of("displayName", "d"));
        doors.write("PATCH", h, own + "/tags", Map.of("tagsToModify", Map.of("t", "1")));
        doors.write("DELETE", h, own + "/tags", Map.of("tags", List.of("t")));
        doors.write("POST", h, own + "/events", Map.of("name", "e"));
        doors.add(
                new Door(
                        "POST own run's token",
                        Kind.RUN_ONLY,
                        403,
                        token -> client.json("POST", doors.v1(h, own + "/token"), token, null)));
    }

    void metrics() {
        String h = "history/v1.0";
        String own = "/experiments/doors-" + UNIQUE + "/runs/" + OWN_RUN;
        doors.read("POST", h, "/experiments/breast-cancer/metrics:query", Map.of("top", 1));
        doors.read("GET", h, "/experiments/breast-cancer/metrics/" + metricId, null);
        doors.write("POST", h, own + "/metrics", metric());
        doors.write("POST", h, own + "/batch/metrics", Map.of("values", List.of(metric())));
        String v2 = "metric/v2.0";
        doors.write("POST", v2, "/runs/" + OWN_RUN + "/batch", Map.of("values", List.of()));
        doors.read("POST", v2, "/runs/" + flows.runId() + "/list", Map.of());
        doors.read("POST", v2, "/runs/" + OWN_RUN + "/full", Map.of("metricName", "loss"));
        doors.write("POST", h, own + "/cancel", null);
    }

    private static Map<String, Object> metric() {
        return Map.of(
                "metricId",
                UUID.randomUUID().toString(),
                "metricType",
                "azureml.v1.scalar",
                "name",
                "loss",
                "numCells",
                1,
                "cells",
                List.of(Map.of("loss", 0.5)),
                "schema",
                Map.of(
                        "numProperties",
                        1,
                        "properties",
                        List.of(Map.of("propertyId", "loss", "name", "loss", "type", "float"))));
    }
}
