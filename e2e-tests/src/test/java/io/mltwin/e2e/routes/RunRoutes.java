package io.mltwin.e2e.routes;

import static io.mltwin.e2e.routes.ComputeRoutes.UNIQUE;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.routes.ComputeRoutes.Kind;
import io.mltwin.e2e.routes.ComputeRoutes.Route;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The routes of experiments, of their runs and metrics. */
final class RunRoutes {

    private static final String OWN_RUN = "route-run-" + UNIQUE;

    private final RouteList routes;
    private final FlowClient client;
    private final FlowState flows;
    private final String metricId;
    private final String experimentId;
    private final String ownExperimentId;

    /** Looks at what the flows left. */
    RunRoutes(RouteList routes) throws Exception {
        this.routes = routes;
        this.client = routes.client();
        this.flows = routes.flows();
        Azure azure = routes.azure();
        String reader = azure.armToken("reader");
        JsonNode metrics = client.json(
                        "POST",
                        routes.v1("history/v1.0", "/experiments/breast-cancer/metrics:query"),
                        reader,
                        Map.of("filter", "RunId eq '" + flows.runId() + "'"))
                .expect(200)
                .json();
        metricId = metrics.path("value").path(0).path("metricId").asText();
        experimentId = client.get(routes.v1("history/v1.0", "/experiments/breast-cancer"), reader)
                .expect(200)
                .json()
                .path("experimentId")
                .asText();
        ownExperimentId = client.json(
                        "POST",
                        routes.v1("history/v1.0", "/experiments/route-" + UNIQUE),
                        azure.armToken("contributor"),
                        null)
                .expect(200)
                .json()
                .path("experimentId")
                .asText();
    }

    void experiments() {
        String h = "history/v1.0";
        routes.read("GET", h, "/experiments/breast-cancer", null);
        routes.read("GET", h, "/experimentids/" + experimentId, null);
        routes.read("POST", h, "/experiments:query", Map.of());
        routes.write("POST", h, "/experiments/route-" + UNIQUE, null);
        routes.write("PATCH", h, "/experimentids/" + ownExperimentId, Map.of("description", "d"));
        routes.write("DELETE", h, "/experimentids/" + ownExperimentId + "/tags", Map.of("tags", List.of("t")));
    }

    void runs() {
        String h = "history/v1.0";
        String run = "/experiments/breast-cancer/runs/" + flows.runId();
        String own = "/experiments/route-" + UNIQUE + "/runs/" + OWN_RUN;
        for (String path : List.of(
                run,
                run + "/details",
                run + "/children",
                "/runs/" + flows.runId(),
                "/runs/" + flows.runId() + "/details",
                "/experiments/breast-cancer/runs")) {
            routes.read("GET", h, path, null);
        }
        routes.read("POST", h, "/experiments/breast-cancer/runs:query", Map.of());
        routes.read("POST", h, "/runs:query", Map.of("top", 1));
        routes.write("PATCH", h, own, Map.of("name", "made"));
        routes.write("PATCH", h, "/runs/" + OWN_RUN, Map.of("displayName", "d"));
        routes.write("PATCH", h, own + "/tags", Map.of("tagsToModify", Map.of("t", "1")));
        routes.write("DELETE", h, own + "/tags", Map.of("tags", List.of("t")));
        routes.write("POST", h, own + "/events", Map.of("name", "e"));
        routes.add(new Route(
                "POST own run's token",
                Kind.RUN_ONLY,
                403,
                token -> client.json("POST", routes.v1(h, own + "/token"), token, null)));
    }

    void metrics() {
        String h = "history/v1.0";
        String own = "/experiments/route-" + UNIQUE + "/runs/" + OWN_RUN;
        routes.read("POST", h, "/experiments/breast-cancer/metrics:query", Map.of("top", 1));
        routes.read("GET", h, "/experiments/breast-cancer/metrics/" + metricId, null);
        routes.write("POST", h, own + "/metrics", metric());
        routes.write("POST", h, own + "/batch/metrics", Map.of("values", List.of(metric())));
        String v2 = "metric/v2.0";
        routes.write("POST", v2, "/runs/" + OWN_RUN + "/batch", Map.of("values", List.of()));
        routes.read("POST", v2, "/runs/" + flows.runId() + "/list", Map.of());
        routes.read("POST", v2, "/runs/" + OWN_RUN + "/full", Map.of("metricName", "loss"));
        routes.write("POST", h, own + "/cancel", null);
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
