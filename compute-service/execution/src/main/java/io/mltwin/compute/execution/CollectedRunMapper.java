package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.compute.collected.CollectedRun;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.encoding.AsciiCase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the data that Microsoft collects of a run: of data it takes the names of assets and
 * datastores and never
 * an address, which may hold a signature.
 */
final class CollectedRunMapper {

    /** More than a process can be started with. */
    private static final int MOST_VARIABLES = 1 << 20;

    private static final Pattern ASSET =
            AsciiCase.pattern("(?:azureml:)?/subscriptions/.*/data/([^/?]+)/versions/[^/?]+");
    private static final Pattern SHORT_ASSET = Pattern.compile("azureml:([^:/@?]+)[:@][^:/@?]+");
    private static final Pattern DATASTORE = AsciiCase.pattern("azureml://(?:.*/)?datastores/([^/?]+)/paths(?:/.*)?");

    private CollectedRunMapper() {}

    static CollectedRun collected(CreateRunRequest run, JobContent job, Instant now) {
        List<String> addresses = addresses(run.runDefinition());
        List<String> datastores = new ArrayList<>(names(addresses, DATASTORE));
        job.data().forEach(data -> datastores.add(data.datastore()));
        return new CollectedRun(
                UUID.randomUUID().toString(),
                now,
                job.workspaceArmId(),
                run.runId(),
                run.runType(),
                job.experimentName(),
                run.target(),
                job.environment().name(),
                job.environment().version(),
                distinct(datastores),
                distinct(names(addresses, ASSET, SHORT_ASSET)),
                limited(job.environmentVariables()));
    }

    /** Returns the addresses of a job's inputs and outputs. */
    private static List<String> addresses(JsonNode definition) {
        JsonNode job = definition == null ? MissingNode.getInstance() : definition;
        List<String> addresses = new ArrayList<>();
        for (String part : List.of("inputs", "outputs")) {
            job.path(part).forEach(data -> addresses.add(data.path("uri").asText("")));
        }
        return addresses;
    }

    private static List<String> names(List<String> addresses, Pattern... forms) {
        List<String> names = new ArrayList<>();
        for (String address : addresses) {
            for (Pattern form : forms) {
                Matcher matcher = form.matcher(address);
                if (matcher.matches()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }

    private static List<String> distinct(List<String> names) {
        return List.copyOf(new TreeSet<>(names));
    }

    /** Leaves out what exceeds the limit, so that a record always fits into a request. */
    private static Map<String, String> limited(Map<String, String> variables) {
        Map<String, String> kept = new TreeMap<>();
        int length = 0;
        for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            int more = variable.getKey().length() + variable.getValue().length();
            if (length + more <= MOST_VARIABLES) {
                kept.put(variable.getKey(), variable.getValue());
                length += more;
            }
        }
        return kept;
    }
}
