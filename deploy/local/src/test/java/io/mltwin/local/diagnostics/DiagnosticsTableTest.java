package io.mltwin.local.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.command.MltwinCommand;
import io.mltwin.local.layout.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DiagnosticsTableTest {

    private static List<List<String>> cells(String records) throws IOException {
        return DiagnosticsTable.lines(Json.MAPPER.readTree(records)).stream()
                .skip(1)
                .map(line -> List.of(line.split("\\s+")))
                .toList();
    }

    @Test
    void aRunIsALineWithItsVariables() throws IOException {
        List<List<String>> lines = cells("""
                        [{"eventId": "1", "time": "2020-11-07T12:00:00.123456Z", "category": "Run",
                          "workspaceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/ws1",
                          "run": {"runId": "my-run", "experimentName": "churn", "computeName": "cpu-cluster",
                                  "environmentName": "AzureML-Tribuo-4.3", "environmentVariables": {"FOO": "1"}}}]
                        """);

        assertEquals(
                List.of(List.of(
                        "2020-11-07T12:00:00Z",
                        "Run",
                        "ws1",
                        "my-run",
                        "churn",
                        "cpu-cluster",
                        "AzureML-Tribuo-4.3",
                        "{\"FOO\":\"1\"}")),
                lines);
    }

    @Test
    void aScoringRequestIsALineWithoutVariables() throws IOException {
        List<List<String>> lines = cells("""
                        [{"eventId": "2", "time": "2020-11-07T12:00:00Z", "category": "ScoringRequest", "workspaceId": "/w/ws1",
                          "serviceName": "svc", "computeType": "ACI", "requestId": "r1", "statusCode": 200}]
                        """);

        assertEquals(
                List.of(List.of("2020-11-07T12:00:00Z", "ScoringRequest", "ws1", "r1", "svc", "ACI", "-", "-")), lines);
    }

    @Test
    void theCommandNamesMicrosoftsPrivacyStatement() {
        String help = new CommandLine(new MltwinCommand())
                .getSubcommands()
                .get("diagnostics")
                .getUsageMessage();

        assertTrue(help.contains("https://privacy.microsoft.com/privacystatement"), help);
    }
}
