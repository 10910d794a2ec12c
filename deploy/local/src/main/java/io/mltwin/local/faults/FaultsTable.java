package io.mltwin.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Formats faults as lines of a table. */
public final class FaultsTable {
    private static final String FORMAT = "%-20s %5s  %s";

    private FaultsTable() {}

    /** Returns a head and a line for each fault, or a sentence when there is none. */
    public static List<String> lines(List<JsonNode> faults) {
        if (faults.isEmpty()) {
            return List.of("There are no faults.");
        }
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT.formatted("FAULT", "HITS", "RULE"));
        faults.forEach(fault -> lines.add(line(fault)));
        return lines;
    }

    private static String line(JsonNode fault) {
        List<String> settings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> setting : fault.path("rule").properties()) {
            if (!setting.getValue().isNull()) {
                settings.add(setting.getKey() + "=" + setting.getValue().asText());
            }
        }
        return FORMAT.formatted(fault.path("id").asText(), fault.path("hits").asText(), String.join(", ", settings));
    }
}
