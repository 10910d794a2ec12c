package io.mltwin.compute.jobs;

import static io.mltwin.machinelearning.UserErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the expressions in the inputs, outputs and the shown name of a job that Azure ML resolves when the job is
 * submitted (its page "Expressions in Azure Machine Learning SDK and CLI v2"): <code>${{name}}</code>, which of a
 * step is the step's, <code>${{default_datastore}}</code> and, of an output, <code>${{output_name}}</code>.
 */
public final class Expressions {

    /** The datastore of a job that names none. */
    public static final String DEFAULT_DATASTORE = "workspaceblobstore";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final List<String> FIELDS = List.of("value", "uri", "assetName", "assetVersion");

    private Expressions() {}

    /**
     * Returns the properties of a job with all its expressions filled.
     *
     * @throws io.mltwin.armweb.AzureException 400 for an unknown expression
     */
    public static JsonNode fill(JsonNode job, String name) {
        return fill(job, texts(name), true, List.of("inputs", "outputs"));
    }

    /** Fills the inputs alone: the outputs are those of the jobs that this one leads, and are filled with their names. */
    public static JsonNode fillInputs(JsonNode job, String name) {
        return fill(job, texts(name), true, List.of("inputs"));
    }

    private static Map<String, String> texts(String name) {
        return Map.of("name", name, "default_datastore", DEFAULT_DATASTORE);
    }

    /** Fills these expressions alone; others are filled, or refused, later. */
    public static JsonNode fill(JsonNode job, Map<String, String> texts) {
        return fill(job, texts, false, List.of("inputs", "outputs"));
    }

    private static JsonNode fill(JsonNode job, Map<String, String> texts, boolean isLast, List<String> groups) {
        if (!job.toString().contains("${{")) {
            return job;
        }
        ObjectNode filled = job.deepCopy();
        fill("properties.", filled, List.of("displayName"), texts, isLast);
        groups.forEach(group -> filled.path(group).properties().forEach(one -> {
            Map<String, String> all = new TreeMap<>(texts);
            if (group.equals("outputs")) {
                all.put("output_name", one.getKey());
            }
            fill("properties." + group + "." + one.getKey() + ".", one.getValue(), FIELDS, all, isLast);
        }));
        return filled;
    }

    private static void fill(String path, JsonNode of, List<String> fields, Map<String, String> texts, boolean isLast) {
        for (String field : fields) {
            if (of.path(field).isTextual()) {
                ((ObjectNode) of).put(field, fill(path + field, of.path(field).asText(), texts, isLast));
            }
        }
    }

    private static String fill(String target, String text, Map<String, String> texts, boolean isLast) {
        return EXPRESSION.matcher(text).replaceAll(found -> {
            String filled = texts.get(found.group(1));
            if (filled == null && isLast) {
                throw invalid(
                        target,
                        "%s has the expression '%s', which there is not; there are %s.",
                        target,
                        found.group(),
                        texts.keySet().stream().sorted().toList());
            }
            return Matcher.quoteReplacement(filled == null ? found.group() : filled);
        });
    }
}
