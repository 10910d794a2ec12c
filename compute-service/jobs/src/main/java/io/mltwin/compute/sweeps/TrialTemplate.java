package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command of each trial of a sweep: a command job, in whose command the values stand.
 *
 * @param timeout of a trial; null for none
 */
record TrialTemplate(SweepJobBody sweep, Duration timeout) {

    private static final Pattern VALUE = Pattern.compile("\\$\\{\\{\\s*search_space\\.([A-Za-z0-9_]+)\\s*}}");

    /**
     * The properties of a trial's job. A reference to a parameter that the search space lacks stays
     * in its command, and is refused there.
     */
    ObjectNode job(String name, Map<String, JsonNode> values) {
        SweepJobBody.Trial trial = sweep.trial();
        ObjectNode job = Json.object();
        job.put("jobType", "Command")
                .put("command", withValues(trial.command(), values))
                .put("codeId", trial.codeId())
                .put("environmentId", trial.environmentId())
                .put("computeId", sweep.computeId())
                .put("displayName", name);
        if (sweep.experimentName() != null) {
            job.put("experimentName", sweep.experimentName());
        }
        job.set("environmentVariables", trial.environmentVariables());
        job.set("distribution", trial.distribution());
        job.set("resources", trial.resources() == null ? sweep.resources() : trial.resources());
        job.set("inputs", sweep.inputs());
        job.set("outputs", sweep.outputs());
        job.set("identity", sweep.identity());
        if (timeout != null) {
            job.putObject("limits").put("jobLimitsType", "Command").put("timeout", timeout.toString());
        }
        job.putObject("tags").put("hyperparameters", Json.tree(values).toString());
        return job;
    }

    private static String withValues(String command, Map<String, JsonNode> values) {
        return VALUE.matcher(command)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        values.containsKey(reference.group(1))
                                ? values.get(reference.group(1)).asText()
                                : reference.group()));
    }
}
