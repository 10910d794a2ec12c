package io.mltwin.console.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definition of a run: a job of Azure Resource Manager, or a run configuration of the
 * execution service.
 */
public record RunDefinition(
        String command,
        String script,
        JsonNode arguments,
        String codeId,
        String environmentId,
        String computeId,
        Map<String, Binding> inputs,
        Map<String, Binding> outputs) {

    /** Stands for the definition of a run that has none, or one of another form. */
    static final RunDefinition NONE = new RunDefinition(null, null, null, null, null, null, null, null);

    public RunDefinition {
        inputs = inputs == null ? Map.of() : new TreeMap<>(inputs);
        outputs = outputs == null ? Map.of() : new TreeMap<>(outputs);
    }

    /** {@code JobInput} and {@code JobOutput}. */
    public record Binding(String jobInputType, String jobOutputType, String value, String uri, String mode) {

        public String type() {
            return jobInputType == null ? jobOutputType : jobInputType;
        }

        public String place() {
            return value == null ? uri : value;
        }
    }

    /** Returns what is executed: the command of a job, or the script with its arguments. */
    String executed() {
        if (command != null || script == null) {
            return command;
        }
        StringBuilder line = new StringBuilder(script);
        if (arguments != null && arguments.isArray()) {
            arguments.forEach(argument -> line.append(' ').append(argument.asText()));
        }
        return line.toString();
    }
}
