package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** Query: a reader asks Azure ML for the metric that the script itself wrote to run history. */
final class Query implements Flow {
    @Override
    public String title() {
        return "Query runs and metrics";
    }

    @Override
    public String actor() {
        return "reader";
    }

    @Override
    public String action() {
        return "Microsoft.MachineLearningServices/workspaces/experiments/runs/read";
    }

    @Override
    public String run(FlowClient client, Azure azure, FlowState state) throws IOException {
        JsonNode metrics = client.json(
                        "POST",
                        azure.training(
                                state.region,
                                "history/v1.0",
                                state.workspaceId(),
                                "/experiments/" + state.experiment + "/metrics:query"),
                        azure.armToken(actor()),
                        Map.of("filter", "RunId eq '" + state.runId + "'"))
                .expect(200)
                .json();
        for (JsonNode metric : metrics.path("value")) {
            if (metric.path("name").asText().equals("accuracy")) {
                state.accuracy = metric.path("cells").path(0).path("accuracy").asDouble();
                return String.format(
                        java.util.Locale.ROOT,
                        "held-out accuracy %.4f, as the script measured and logged it",
                        state.accuracy);
            }
        }
        throw new FlowException("run history has no metric 'accuracy' of run " + state.runId + ": " + metrics);
    }

    @Override
    public String next(FlowState state) {
        return "ask as nobody ('./mltwin token --as nobody') and be refused with" + " AuthorizationFailed";
    }
}
