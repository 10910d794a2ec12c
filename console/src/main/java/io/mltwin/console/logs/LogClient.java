package io.mltwin.console.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHost;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ScopeAddress;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries logs as the signed-in user: Application Insights for components, Log Analytics for other
 * resources. It prefers {@code include-render=true}, by which the answer names the query's chart.
 */
@Singleton
public record LogClient(AzureClient azure, AzureHosts hosts) {

    record Query(String query, String timespan) {}

    record Answer(List<Table> tables, Render render) {}

    record Table(List<LogTable.Column> columns, List<List<JsonNode>> rows) {}

    record Render(String visualization) {}

    /**
     * Runs a query.
     *
     * @param timespan ISO 8601; empty for all of time
     * @throws io.mltwin.armweb.AzureException 400 with what is wrong in the query; 403
     */
    public LogTable run(ArmResourceId resource, String query, String timespan) {
        AzureHost host = AsciiCase.equal(resource.type(), "Microsoft.Insights/components")
                ? hosts.applicationInsights()
                : hosts.logAnalytics();
        Answer answer = azure.send(new AzureCall(host, "POST", "/v1" + ScopeAddress.path(resource) + "/query")
                        .withHeader("Prefer", "include-render=true")
                        .withJson(new Query(query, timespan.isEmpty() ? null : timespan)))
                .orFault()
                .as(Answer.class);
        Table first = answer.tables().get(0);
        return new LogTable(
                first.columns(),
                first.rows().stream().map(LogClient::texts).toList(),
                answer.render() == null ? null : answer.render().visualization());
    }

    private static List<String> texts(List<JsonNode> row) {
        List<String> texts = new ArrayList<>(row.size());
        row.forEach(value -> texts.add(value == null || value.isNull() ? null : text(value)));
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
