package io.mltwin.local.diagnostics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Formats what Microsoft collects as lines of a table, in the order of the records. */
public final class DiagnosticsTable {
    private static final String FORMAT = "%-20s %-14s %-20s %-40s %-20s %-16s %-24s %s";

    private DiagnosticsTable() {}

    /**
     * Returns a head and a line for each record.
     *
     * @param records as telemetry-service shows them to the administrator
     */
    public static List<String> lines(JsonNode records) {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT.formatted(
                "TIME",
                "CATEGORY",
                "WORKSPACE",
                "RUN OR REQUEST",
                "EXPERIMENT, SERVICE",
                "COMPUTE",
                "ENVIRONMENT",
                "VARIABLES"));
        records.forEach(record -> lines.add(line(record)));
        return lines;
    }

    private static String line(JsonNode record) {
        JsonNode run = record.path("run");
        boolean isRun = run.isObject();
        return FORMAT.formatted(
                record.path("time").asText().replaceFirst("\\..*", "Z"),
                record.path("category").asText(),
                record.path("workspaceId").asText().replaceFirst(".*/", ""),
                text(isRun ? run.path("runId") : record.path("requestId")),
                text(isRun ? run.path("experimentName") : record.path("serviceName")),
                text(isRun ? run.path("computeName") : record.path("computeType")),
                text(run.path("environmentName")),
                isRun ? run.path("environmentVariables") : "-");
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : "-";
    }
}
