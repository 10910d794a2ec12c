package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.machinelearning.UserErrors.invalidIf;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.execution.RunRequirements;
import io.mltwin.compute.execution.RunRequirements.JobIdentity;
import io.mltwin.compute.execution.RunRequirements.RunDistribution;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.util.List;
import java.util.Map;

/**
 * Reads what a command job asks of its nodes: their number, size, tier and processes, and an
 * identity.
 */
final class JobResources {

    private static final String AML_TOKEN = "AMLToken";
    private static final String MANAGED = "Managed";
    private static final String SPOT = "Spot";
    private static final String PROCESSES = "processCountPerInstance";
    private static final Map<String, RunDistribution.Kind> KINDS =
            Map.of("pytorch", RunDistribution.Kind.PyTorch, "mpi", RunDistribution.Kind.Mpi);
    private static final int MOST_PROCESSES = 64;

    private static final Rules<JsonNode> DISTRIBUTION = rules(JsonNode.class, "distribution.")
            .settingNotBuiltFor(
                    "distributionType", "nothing starts the servers of %s", "Give PyTorch or Mpi.", "TensorFlow", "Ray")
            .required("must be PyTorch, Mpi or TensorFlow", "distributionType")
            .oneOf(KINDS.keySet(), "must be PyTorch, Mpi or TensorFlow", "distributionType")
            .refuse(
                    given -> isGiven(given.path(PROCESSES))
                            && !(given.path(PROCESSES).isIntegralNumber()
                                    && given.path(PROCESSES).asLong() >= 1
                                    && given.path(PROCESSES).asLong() <= MOST_PROCESSES),
                    PROCESSES,
                    "must be 1 to " + MOST_PROCESSES);

    private static final Rules<JsonNode> IDENTITY = rules(JsonNode.class, "identity.")
            .settingNotBuiltFor(
                    "identityType",
                    "the token of the user who submits is not kept for the run",
                    "Give Managed or AMLToken.",
                    "UserIdentity")
            .required("must be AMLToken, Managed or UserIdentity", "identityType")
            .oneOf(List.of(AML_TOKEN, MANAGED), "must be AMLToken, Managed or UserIdentity", "identityType");

    private static final Rules<CommandJobBody> RULES = rules(CommandJobBody.class, "")
            .settingNotBuiltIfAsked("Docker does not run the command", "Leave it out.", "resources.dockerArgs")
            .settingNotBuiltIfAsked(
                    "nodes are in the region of their workspace", "Leave it out.", "resources.locations")
            .refuse(
                    JobResources::hasFurtherProperties,
                    body -> settingNotBuilt(
                            "properties.resources.properties",
                            "they are for other kinds of compute",
                            "Leave them out."))
            .range(1, 1000, "must be 1 to 1000", "resources.instanceCount")
            .part("distribution", DISTRIBUTION::check)
            .refuse(
                    body -> count(body.resources()) > 1 && !isGiven(body.distribution()),
                    body -> settingNotBuilt(
                            "properties.resources.instanceCount",
                            "a command without a distribution runs on one node",
                            "Give a distribution."))
            .settingNotBuilt(
                    "runs are executed in the order of their submission", "Leave it out.", "queueSettings.priority")
            .part("identity", IDENTITY::check);

    private static final Rules<CommandJobBody> TIERS = rules(CommandJobBody.class, "")
            .settingNotBuiltFor(
                    "queueSettings.jobTier",
                    "serverless compute has the tiers Standard and Spot",
                    "Give one of these.",
                    "Basic",
                    "Premium")
            .oneOf(
                    List.of("Standard", SPOT),
                    "'%s' is none of Null, Spot, Basic, Standard and Premium",
                    "queueSettings.jobTier");

    private JobResources() {}

    private static <T> Rules<T> rules(Class<T> type, String place) {
        return Rules.of(type, "properties." + place, UserErrors::invalidProperty);
    }

    /**
     * Reads the requirements.
     *
     * @param serverless whether the job names no compute
     * @throws AzureException 400 for what does not fit, 501 for what is not built
     */
    static RunRequirements read(CommandJobBody body, boolean serverless) {
        RULES.check(body);
        CommandJobBody.Resources resources = body.resources();
        return new RunRequirements(
                resources == null || isBlank(resources.instanceType()) ? null : resources.instanceType(),
                count(resources),
                isSpot(body, serverless),
                identity(body.identity()),
                distribution(body.distribution()));
    }

    private static RunDistribution distribution(JsonNode given) {
        return isGiven(given)
                ? new RunDistribution(
                        KINDS.get(AsciiCase.lower(given.path("distributionType").asText())),
                        given.path(PROCESSES).asInt(1))
                : null;
    }

    private static int count(CommandJobBody.Resources resources) {
        return resources == null ? 1 : requireNonNullElse(resources.instanceCount(), 1);
    }

    /** A local job is told by one property. */
    private static boolean hasFurtherProperties(CommandJobBody body) {
        return body.resources() != null
                && orEmpty(body.resources().properties()).size() > (LocalCompute.isAskedFor(body) ? 1 : 0);
    }

    private static boolean isSpot(CommandJobBody body, boolean serverless) {
        String tier = body.queueSettings() == null ? null : body.queueSettings().jobTier();
        if (isBlank(tier) || AsciiCase.equal(tier, "Null")) {
            return false;
        }
        invalidIf(
                !serverless,
                "properties.queueSettings.jobTier",
                "A tier is for serverless compute; nodes of a cluster have its vmPriority.");
        TIERS.check(body);
        return AsciiCase.equal(SPOT, tier);
    }

    private static JobIdentity identity(JsonNode identity) {
        if (!isGiven(identity)) {
            return null;
        }
        return AsciiCase.equal(AML_TOKEN, identity.path("identityType").asText())
                ? new JobIdentity(JobIdentity.Kind.AML_TOKEN, null, null, null)
                : new JobIdentity(
                        JobIdentity.Kind.MANAGED,
                        text(identity, "clientId"),
                        text(identity, "objectId"),
                        text(identity, "resourceId"));
    }

    private static String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isBlank() ? null : text;
    }
}
