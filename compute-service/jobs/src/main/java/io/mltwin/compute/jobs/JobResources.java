package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.execution.JobIdentity;
import io.mltwin.compute.execution.RunDistribution;
import io.mltwin.compute.execution.RunRequirements;
import io.mltwin.encoding.AsciiCase;

/**
 * Reads what a command job asks of its nodes: their number, size, tier and processes, and an
 * identity.
 */
final class JobResources {

    private static final int MOST_INSTANCES = 1000;
    private static final int MOST_PROCESSES = 64;

    private JobResources() {}

    /**
     * Reads the requirements.
     *
     * @param serverless whether the job names no compute
     * @throws AzureException 400 for what does not fit, 501 for what is not built
     */
    static RunRequirements read(CommandJobBody body, boolean serverless) {
        CommandJobBody.Resources resources = body.resources();
        if (resources != null) {
            refuseUnbuilt(resources, LocalCompute.isAskedFor(body));
        }
        int count = count(resources);
        RunDistribution distribution = distribution(body.distribution());
        settingNotBuiltIf(
                count > 1 && distribution == null,
                "properties.resources.instanceCount",
                "a command without a distribution runs on one node",
                "Give a distribution.");
        return new RunRequirements(
                resources == null || isBlank(resources.instanceType()) ? null : resources.instanceType(),
                count,
                isSpot(body.queueSettings(), serverless),
                identity(body.identity()),
                distribution);
    }

    private static RunDistribution distribution(JsonNode given) {
        if (!isGiven(given)) {
            return null;
        }
        String type = given.path("distributionType").asText("");
        RunDistribution.Kind kind = switch (AsciiCase.lower(type)) {
            case "pytorch" -> RunDistribution.Kind.PyTorch;
            case "mpi" -> RunDistribution.Kind.Mpi;
            case "tensorflow", "ray" ->
                throw settingNotBuilt(
                        "properties.distribution.distributionType",
                        "nothing starts the servers of " + type,
                        "Give PyTorch or Mpi.");
            default ->
                throw invalid(
                        "properties.distribution.distributionType",
                        "properties.distribution.distributionType must be PyTorch, Mpi or TensorFlow.");
        };
        JsonNode processes = given.path("processCountPerInstance");
        if (processes.isMissingNode() || processes.isNull()) {
            return new RunDistribution(kind, 1);
        }
        invalidIf(
                !processes.isIntegralNumber() || processes.asLong() < 1 || processes.asLong() > MOST_PROCESSES,
                "properties.distribution.processCountPerInstance",
                "properties.distribution.processCountPerInstance must be 1 to %s.",
                MOST_PROCESSES);
        return new RunDistribution(kind, processes.asInt());
    }

    private static int count(CommandJobBody.Resources resources) {
        if (resources == null || resources.instanceCount() == null) {
            return 1;
        }
        int count = resources.instanceCount();
        invalidIf(
                count < 1 || count > MOST_INSTANCES,
                "properties.resources.instanceCount",
                "properties.resources.instanceCount must be 1 to %s.",
                MOST_INSTANCES);
        return count;
    }

    private static void refuseUnbuilt(CommandJobBody.Resources resources, boolean isLocal) {
        settingNotBuiltIf(
                !isBlank(resources.dockerArgs()),
                "properties.resources.dockerArgs",
                "Docker does not run the command",
                "Leave it out.");
        settingNotBuiltIf(
                !isEmpty(resources.locations()),
                "properties.resources.locations",
                "nodes are in the region of their workspace",
                "Leave it out.");
        // a local job is told by one property
        settingNotBuiltIf(
                resources.properties() != null && resources.properties().size() > (isLocal ? 1 : 0),
                "properties.resources.properties",
                "they are for other kinds of compute",
                "Leave them out.");
    }

    private static boolean isSpot(CommandJobBody.QueueSettings settings, boolean serverless) {
        if (settings == null) {
            return false;
        }
        settingNotBuiltIf(
                isGiven(settings.priority()),
                "properties.queueSettings.priority",
                "runs are executed in the order of their submission",
                "Leave it out.");
        String tier = settings.jobTier();
        if (isBlank(tier) || AsciiCase.equal(tier, "Null")) {
            return false;
        }
        invalidIf(
                !serverless,
                "properties.queueSettings.jobTier",
                "A tier is for serverless compute; nodes of a cluster have its vmPriority.");
        return switch (AsciiCase.lower(tier)) {
            case "standard" -> false;
            case "spot" -> true;
            case "basic", "premium" ->
                throw settingNotBuilt(
                        "properties.queueSettings.jobTier",
                        "serverless compute has the tiers Standard and Spot",
                        "Give one of these.");
            default ->
                throw invalid(
                        "properties.queueSettings.jobTier",
                        "properties.queueSettings.jobTier '%s' is none of Null, Spot, Basic, Standard and Premium.",
                        tier);
        };
    }

    private static JobIdentity identity(JsonNode identity) {
        if (!isGiven(identity)) {
            return null;
        }
        String type = identity.path("identityType").asText("");
        return switch (AsciiCase.lower(type)) {
            case "amltoken" -> new JobIdentity(JobIdentity.Kind.AML_TOKEN, null, null, null);
            case "managed" ->
                new JobIdentity(
                        JobIdentity.Kind.MANAGED,
                        text(identity, "clientId"),
                        text(identity, "objectId"),
                        text(identity, "resourceId"));
            case "useridentity" ->
                throw settingNotBuilt(
                        "properties.identity.identityType",
                        "the token of the user who submits is not kept for the run",
                        "Give Managed or AMLToken.");
            default ->
                throw invalid(
                        "properties.identity.identityType",
                        "properties.identity.identityType must be AMLToken, Managed or UserIdentity.");
        };
    }

    private static String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isBlank() ? null : text;
    }
}
