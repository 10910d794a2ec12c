package io.mltwin.local.activity;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The activity log of a subscription as lines of a table, newest first, as somebody may see it. */
public record ActivityTable(Azure azure, FlowClient client, String subscriptionId) {

    private static final String FORMAT = "%-20s %-58s %-10s %-38s %s";
    private static final String FIELDS = "eventTimestamp,operationName,status,caller,resourceId";

    /**
     * Returns a head and at most so many events.
     *
     * @param resourceGroup null for all
     */
    public List<String> lines(String token, String resourceGroup, int last) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT.formatted("TIME", "OPERATION", "STATUS", "CALLER", "RESOURCE"));
        String address = first(resourceGroup);
        while (lines.size() <= last && address != null) {
            JsonNode page = client.get(address, token).expect(200).json();
            for (JsonNode event : page.path("value")) {
                if (lines.size() <= last) {
                    lines.add(line(event));
                }
            }
            address = page.path("nextLink").isTextual() ? page.path("nextLink").asText() : null;
        }
        return lines;
    }

    private String first(String resourceGroup) {
        String filter = "eventTimestamp ge '1970-01-01T00:00:00Z'"
                + (resourceGroup == null ? "" : " and resourceGroupName eq '" + resourceGroup.replace("'", "''") + "'");
        return azure.arm("/subscriptions/"
                                + subscriptionId
                                + "/providers/Microsoft.Insights/eventtypes/management/values")
                        .replaceFirst("api-version=.*", "api-version=2015-04-01")
                + "&$select="
                + FIELDS
                + "&$filter="
                + UriEncoding.encodeQueryValue(filter);
    }

    private static String line(JsonNode event) {
        return FORMAT.formatted(
                event.path("eventTimestamp").asText().replaceFirst("\\..*", "Z"),
                event.path("operationName").path("value").asText(),
                event.path("status").path("value").asText(),
                event.path("caller").asText(),
                event.path("resourceId").asText());
    }
}
