package io.mltwin.console.endpoints;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Asks Application Insights for the row of one request, by its id. */
@ApplicationScoped
class RequestRows {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final AzureClient azure;
    private final AzureHosts hosts;
    private final ResourceManager arm;

    RequestRows(AzureClient azure, AzureHosts hosts, ResourceManager arm) {
        this.azure = azure;
        this.hosts = hosts;
        this.arm = arm;
    }

    record Query(String query) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<Table> tables) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Table(List<Column> columns, List<List<JsonNode>> rows) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Column(String name) {}

    /**
     * @param address of the endpoint's page
     * @throws AzureException 400 for an id that no request has
     */
    RequestRow find(MlWorkspace workspace, String address, String requestId) {
        if (requestId == null || !ID.matcher(requestId).matches()) {
            throw new AzureException(400, "InvalidRequest", "Name the id of a request: ?id=");
        }
        ArmResourceId component = workspace.workspace().applicationInsights();
        if (component == null) {
            throw new AzureException(
                    404, "ComponentNotFound", "The workspace has no Application Insights.");
        }
        String appId =
                arm.get(ResourceManager.path(component))
                        .as(EndpointBody.Component.class)
                        .properties()
                        .appId();
        Answer answer =
                azure.send(
                                new AzureCall(
                                                hosts.applicationInsights(),
                                                "POST",
                                                "/v1/apps/"
                                                        + UriEncoding.encodePathSegment(appId)
                                                        + "/query")
                                        .withJson(
                                                new Query(
                                                        "requests | where id == '"
                                                                + requestId
                                                                + "'")))
                        .orFault()
                        .as(Answer.class);
        return new RequestRow(
                requestId,
                cells(answer),
                address + "/request?id=" + UriEncoding.encodeQueryValue(requestId));
    }

    private static List<RequestRow.Cell> cells(Answer answer) {
        List<RequestRow.Cell> cells = new ArrayList<>();
        if (answer.tables().isEmpty() || answer.tables().get(0).rows().isEmpty()) {
            return cells;
        }
        Table table = answer.tables().get(0);
        List<JsonNode> row = table.rows().get(0);
        for (int i = 0; i < row.size(); i++) {
            JsonNode value = row.get(i);
            String text = value == null || value.isNull() ? "" : text(value);
            if (!text.isEmpty()) {
                cells.add(new RequestRow.Cell(table.columns().get(i).name(), text));
            }
        }
        return cells;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
