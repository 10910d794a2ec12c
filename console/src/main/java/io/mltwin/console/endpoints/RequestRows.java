package io.mltwin.console.endpoints;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.logs.LogClient;
import io.mltwin.console.logs.LogTable;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Asks Application Insights for the row of one request, by its id. */
@Singleton
record RequestRows(LogClient logs) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    /**
     * @param address of the endpoint's page
     * @throws AzureException 400 for an id that no request has
     */
    RequestRow find(MlWorkspace workspace, String address, String requestId) {
        badRequestIf(
                requestId == null || !ID.matcher(requestId).matches(),
                "InvalidRequest",
                "Name the id of a request: ?id=");
        ArmResourceId component = workspace.workspace().applicationInsights();
        if (component == null) {
            throw notFound("ComponentNotFound", "The workspace has no Application Insights.");
        }
        LogTable found = logs.run(component, "requests | where id == '" + requestId + "'", "");
        return new RequestRow(
                requestId, cells(found), address + "/request?id=" + UriEncoding.encodeQueryValue(requestId));
    }

    private static List<RequestRow.Cell> cells(LogTable table) {
        List<RequestRow.Cell> cells = new ArrayList<>();
        if (table.rows().isEmpty()) {
            return cells;
        }
        List<String> row = table.rows().get(0);
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i) != null && !row.get(i).isEmpty()) {
                cells.add(new RequestRow.Cell(table.columns().get(i).name(), row.get(i)));
            }
        }
        return cells;
    }
}
