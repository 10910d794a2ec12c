package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Serve: register the model, build an image for each entry script, deploy them, call each service
 * with its key, and find the requests in Application Insights.
 */
final class Serve implements Flow {
    private static final String MODEL = "breast-cancer";
    private static final String SERVICE = "cancer-service";
    private static final int ROWS = 40;
    private static final long POLL_MILLIS = 200;

    private final Path seed;
    private final TrainingScript script;
    private final List<EntryScript> entries;

    /**
     * @param entries a service each
     */
    Serve(Path seed, TrainingScript script, List<EntryScript> entries) {
        this.seed = seed;
        this.script = script;
        this.entries = entries;
    }

    @Override
    public String title() {
        return "Serve";
    }

    @Override
    public String actor() {
        return "contributor";
    }

    @Override
    public String action() {
        return "Microsoft.MachineLearningServices/workspaces/services/aci/write";
    }

    @Override
    public String run(FlowClient client, Azure azure, FlowState state) throws IOException, InterruptedException {
        String token = azure.armToken(actor());
        String model = register(client, azure, state, token);
        List<WebService> services = new ArrayList<>();
        for (EntryScript entry : entries) {
            services.add(new WebService(
                    client,
                    azure,
                    state,
                    token,
                    entry,
                    services.isEmpty() ? SERVICE : SERVICE + "-" + language(entry)));
        }
        deploy(services, model);
        List<String> outcomes = new ArrayList<>();
        List<String> requests = new ArrayList<>();
        for (WebService service : services) {
            String uri = service.awaitHealthy();
            if (requests.isEmpty()) {
                state.serviceUri = uri;
            }
            FlowClient.Answer scored = score(client, uri, service.primaryKey());
            outcomes.add(service.script().file() + " " + compare(scored.json()));
            requests.add(scored.header("x-ms-request-id"));
        }
        for (String request : requests) {
            awaitRequest(client, azure, state, request);
        }
        return model
                + " is served: "
                + String.join(", ", outcomes)
                + "; "
                + (requests.size() == 1
                        ? "the request with its seven fields is in Application Insights"
                        : "both requests with their seven fields are in Application Insights");
    }

    /** Builds all images at once, then starts all services at once. */
    private void deploy(List<WebService> services, String model) throws IOException, InterruptedException {
        List<FlowClient.Answer> begun = new ArrayList<>();
        for (WebService service : services) {
            begun.add(service.beginImage(seed, model));
        }
        List<FlowClient.Answer> deploying = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            String image = services.get(i).await(begun.get(i));
            deploying.add(services.get(i).beginService(image));
        }
        for (int i = 0; i < services.size(); i++) {
            services.get(i).await(deploying.get(i));
        }
    }

    private static String language(EntryScript entry) {
        return entry.name().toLowerCase(Locale.ROOT);
    }

    private static String models(Azure azure, FlowState state, String rest) {
        return azure.models(state.region, state.workspaceId(), rest);
    }

    private String register(FlowClient client, Azure azure, FlowState state, String token) throws IOException {
        JsonNode asset = client.json(
                        "POST",
                        models(azure, state, "/assets"),
                        token,
                        Map.of(
                                "name",
                                MODEL,
                                "artifacts",
                                List.of(Map.of("prefix", "ExperimentRun/dcid." + state.runId + "/outputs"))))
                .expect(200)
                .json();
        Map<String, Object> request = Map.of(
                "name",
                MODEL,
                "url",
                "aml://asset/" + asset.path("id").asText(),
                "mimeType",
                "application/octet-stream",
                "framework",
                script.framework(),
                "runId",
                state.runId,
                "experimentName",
                state.experiment);
        return client.json("POST", models(azure, state, "/models"), token, request)
                .expect(200)
                .json()
                .path("id")
                .asText();
    }

    private FlowClient.Answer score(FlowClient client, String uri, String key) throws IOException {
        ArrayNode data = Json.MAPPER.createArrayNode();
        for (String line : rows()) {
            ArrayNode row = data.addArray();
            String[] cells = line.split(",");
            for (int i = 0; i < cells.length - 1; i++) {
                row.add(Double.parseDouble(cells[i]));
            }
        }
        return client.json("POST", uri, key, Map.of("data", data)).expect(200);
    }

    /** Returns the first rows of the data set, the diagnosis last. */
    private List<String> rows() throws IOException {
        List<String> lines =
                BoundedContent.text(seed.resolve(TrainingScript.DATA)).lines().toList();
        return lines.subList(1, ROWS + 1);
    }

    private String compare(JsonNode answer) throws IOException {
        List<String> told = new ArrayList<>();
        answer.path("result").forEach(label -> told.add(label.asText()));
        int right = 0;
        List<String> rows = rows();
        for (int i = 0; i < Math.min(told.size(), rows.size()); i++) {
            right += rows.get(i).endsWith("," + told.get(i)) ? 1 : 0;
        }
        return "diagnosed " + right + " of " + rows.size() + " rows as the data set has it";
    }

    private static void awaitRequest(FlowClient client, Azure azure, FlowState state, String requestId)
            throws IOException, InterruptedException {
        String token = azure.token("reader", "https://api.applicationinsights.io");
        Map<String, String> query = Map.of(
                "query",
                "requests | where id == '"
                        + requestId
                        + "' | project timestamp, id, resultCode, duration,"
                        + " customDimensions");
        long start = System.nanoTime();
        while (client.json("POST", azure.insights("/v1/apps/" + state.appId + "/query"), token, query)
                .expect(200)
                .json()
                .path("tables")
                .path(0)
                .path("rows")
                .isEmpty()) {
            client.waitFor("the request is on its way to Application Insights", start);
            if (System.nanoTime() - start > client.longestState().toNanos()) {
                throw new FlowException("request "
                        + requestId
                        + " did not reach Application Insights within "
                        + client.longestState().toSeconds()
                        + " s; look at ./mltwin logs telemetry");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Override
    public String next(FlowState state) {
        return "POST "
                + state.serviceUri
                + " without the key and be refused, then find that request in Application Insights"
                + " too";
    }
}
