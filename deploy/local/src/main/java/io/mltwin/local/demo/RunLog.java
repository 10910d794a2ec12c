package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** The last lines of a run's log, for a flow that failed. */
final class RunLog {
    private static final String DRIVER_LOG = "azureml-logs/70_driver_log.txt";
    private static final int LINES = 20;

    private RunLog() {}

    /**
     * Returns the last lines, each on a line of its own, after one that says what they are; or a
     * line that says why there are none.
     *
     * @param run address of the run in run history
     */
    static String end(FlowClient client, String run, String token) {
        try {
            // what does not answer must not hold the message up
            FlowClient asking = client.impatient();
            JsonNode logs =
                    asking.get(run + "/details", token).expect(200).json().path("logFiles");
            JsonNode address = logs.path(DRIVER_LOG);
            if (address.isMissingNode()) {
                return "\n  The run has no log yet.";
            }
            return "\n  The end of the run's log:\n"
                    + lastLines(asking.get(address.asText(), null).expect(200).text());
        } catch (IOException | FlowException e) {
            return "\n  The run's log cannot be read: " + e.getMessage();
        }
    }

    static String lastLines(String text) {
        List<String> lines = text.lines().map(line -> "    " + line).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
