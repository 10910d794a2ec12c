package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.LocalRuns;
import io.mltwin.compute.execution.RunRequirements.JobIdentity;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import java.util.Map;

/**
 * The local compute of command jobs, as Azure's clients use it: they send {@code IsLocal} among the
 * properties of the resources, and start the job at the address of the service {@code Local}.
 */
final class LocalCompute {

    private static final String IS_LOCAL = "IsLocal";

    private LocalCompute() {}

    /** Tells whether a job is to run on the machine of its submitter. */
    static boolean isAskedFor(CommandJobBody body) {
        if (body.computeId() != null) {
            return AsciiCase.equal(body.computeId(), LocalRuns.TARGET);
        }
        Map<String, JsonNode> properties =
                body.resources() == null ? null : body.resources().properties();
        return properties != null
                && properties.entrySet().stream()
                        .anyMatch(one -> AsciiCase.equal(one.getKey(), IS_LOCAL) && isTrue(one.getValue()));
    }

    /** Clients send the switch as it is, or in an object of the same name. */
    private static boolean isTrue(JsonNode value) {
        return value != null && (value.isObject() ? value.path(IS_LOCAL) : value).asBoolean(false);
    }

    /** Refuses a local job that no client is there to start, or that asks for what a node has. */
    static void requireClient(JobRequest request, CommandRun run) {
        invalidIf(
                request.parentRunId() != null || run.given().properties().containsKey(JobRequest.SCHEDULE),
                "properties.computeId",
                "A step, a trial or a scheduled job has no client that could run it locally; name a cluster.");
        settingNotBuiltIf(
                run.requirements().instanceType() != null,
                "properties.resources.instanceType",
                "a local job runs on the machine that there is",
                "Leave it out.");
        settingNotBuiltIf(
                run.requirements().identity() != null
                        && run.requirements().identity().kind() != JobIdentity.Kind.AML_TOKEN,
                "properties.identity",
                "a local job acts as no managed identity",
                "Leave it out.");
    }

    /** Returns an address and the body that clients send to it, which Azure's clients split at {@code &fake=}. */
    static String endpoint(String api, Workspace workspace, RunBody run) {
        String snapshot = run.properties().get("ContentSnapshotId");
        String body = snapshot == null ? "{}" : "{\"SnapshotId\":\"" + snapshot + "\"}";
        return "https://"
                + api
                + "/execution/v1.0"
                + workspace.id()
                + "/experiments/"
                + experiment(run)
                + "/startlocalrun?runId="
                + run.runId()
                + "&fake="
                + UriEncoding.encodeQueryValue(body);
    }

    private static String experiment(RunBody run) {
        return run.runDefinition().path("experimentName").asText("Default");
    }
}
