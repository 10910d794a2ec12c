package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.invalidResourceName;
import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.aksclusters.SslConfiguration;
import io.mltwin.compute.computeinstances.InstanceValidator;
import io.mltwin.compute.databricks.DatabricksRequest;
import io.mltwin.compute.networks.NetworkSettings;
import io.mltwin.compute.sshaccounts.RemoteLogin;
import io.mltwin.compute.sshaccounts.SshAccountRequest;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.AsciiCase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the request for a compute target. Types, networks, accounts and certificates that are not built
 * are refused, not ignored.
 *
 * <p>Deviation: the address of a virtual machine or HDInsight cluster is not looked up: one that is
 * attached without {@code address} and {@code administratorAccount} is stored, and a run on it
 * answers 501.
 */
final class ComputeValidator {

    static final String AML_COMPUTE = "AmlCompute";
    static final String AKS = "AKS";
    static final String COMPUTE_INSTANCE = "ComputeInstance";
    static final String DATABRICKS = "Databricks";
    static final String DATA_FACTORY = "DataFactory";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]{1,31}");

    /** The types that are created and not attached; each may have identities. */
    private static final Set<String> MADE = Set.of(AML_COMPUTE, COMPUTE_INSTANCE);

    private static final Set<String> NOT_BUILT = Set.of("DataLakeAnalytics", "Kubernetes", "SynapseSpark");

    /** The types that may be attached, with their resource types. */
    private static final Map<String, String> ATTACHABLE = Map.of(
            "VirtualMachine",
            "Microsoft.Compute/virtualMachines",
            "HDInsight",
            "Microsoft.HDInsight/clusters",
            AKS,
            "Microsoft.ContainerService/managedClusters",
            DATABRICKS,
            "Microsoft.Databricks/workspaces",
            DATA_FACTORY,
            "Microsoft.DataFactory/factories");

    private static final Rules<JsonNode> CLUSTER = rules().required("is required.", "vmSize")
            .notBuiltBut("The osType '%s'", "osType", "Linux")
            .and(DiskValidator::validate)
            .and(NetworkSettings::read)
            .and(SshAccountRequest::read)
            .and(RemoteLogin::read)
            .notBuilt("An own virtual machine image", "virtualMachineImage")
            .notBuiltIfAsked("%s", "isolatedNetwork");

    private static final Rules<JsonNode> KUBERNETES = rules().and(SslConfiguration::read)
            .notBuilt("%s", "aksNetworkingConfiguration")
            .range(1, Integer.MAX_VALUE, "must be 1 or more.", "agentCount")
            .matches("FastProd|DenseProd|DevTest", "must be one of [DenseProd, DevTest, FastProd].", "clusterPurpose");

    private static final Rules<JsonNode> MACHINE =
            rules().and(MachineRequest::read).notBuiltIfAsked("%s", "isNotebookInstanceCompute");

    private ComputeValidator() {}

    private static Rules<JsonNode> rules() {
        return Rules.of(
                JsonNode.class, "properties.properties.", (name, why) -> invalidRequestContent("%s %s", name, why));
    }

    static void validateName(String type, String name) {
        if (type.equals(COMPUTE_INSTANCE)) {
            InstanceValidator.validateName(name);
        } else if (!NAME.matcher(name).matches()) {
            throw invalidResourceName(name, "2 to 32 letters, digits and hyphens, the first a letter.");
        }
    }

    /** The type in Azure's spelling. */
    static String readType(ComputeBody body) {
        invalidRequestContentIf(
                body.properties() == null || body.properties().computeType() == null,
                "properties.computeType is required.");
        String type = body.properties().computeType();
        for (String known :
                Stream.concat(MADE.stream(), ATTACHABLE.keySet().stream()).toList()) {
            if (AsciiCase.equal(known, type)) {
                return known;
            }
        }
        for (String known : NOT_BUILT) {
            if (AsciiCase.equal(known, type)) {
                throw notBuilt("The compute type " + known);
            }
        }
        throw invalidRequestContent("properties.computeType '%s' is no type of compute.", type);
    }

    /** Refuses what a workspace for data of high business impact does not have. */
    static void validateBusinessImpact(boolean high, ComputeBody body) {
        badRequestIf(
                high
                        && body.properties() != null
                        && AsciiCase.equal(COMPUTE_INSTANCE, body.properties().computeType()),
                "HbiWorkspaceComputeInstanceNotSupported",
                "Compute instances are not supported in a workspace with hbi_workspace set.");
    }

    /** Refuses a cluster in a subnet that does not lie in the region of its workspace. */
    static void validatePlace(ComputeBody body, Workspace workspace) {
        if (body.location() != null && !Regions.normalise(body.location()).equals(workspace.region())) {
            throw invalidRequestContent(
                    "A cluster in a subnet lies in the region of its workspace, '%s', and not in '%s'.",
                    workspace.region(), body.location());
        }
    }

    /** Validates a PUT. */
    static void validate(String name, ComputeBody body) {
        String type = readType(body);
        validateType(type, body);
        validateName(type, name);
        if (type.equals(AML_COMPUTE)) {
            ScaleSettings.read(inner(body).path("scaleSettings"), Duration.ZERO);
            NetworkSettings.read(inner(body)).requireReachable();
        }
    }

    /** Validates the query of a DELETE. */
    static void validateDeletion(ArmCall call) {
        invalidRequestContentIf(
                !isDetached(call) && !AsciiCase.equal("Delete", underlyingResourceAction(call)),
                "The query parameter underlyingResourceAction is required: Delete or Detach.");
    }

    /** Returns whether what the target stands for stays. */
    static boolean isDetached(ArmCall call) {
        return AsciiCase.equal("Detach", underlyingResourceAction(call));
    }

    private static String underlyingResourceAction(ArmCall call) {
        return call.query().get("underlyingresourceaction");
    }

    /** Refuses to detach what was not attached. */
    static void validateDetached(String type) {
        invalidRequestContentIf(
                isMade(type), "A compute of type %s cannot be detached: use underlyingResourceAction=Delete.", type);
    }

    static void validateType(String type, ComputeBody body) {
        String place = body.properties().computeLocation();
        settingNotBuiltIf(
                place != null
                        && (body.location() == null
                                || !Regions.normalise(place).equals(Regions.normalise(body.location()))),
                "properties.computeLocation",
                "a compute lies in its location",
                "Give both the same value.");
        boolean hasIdentity = IdentityRequest.read(body)
                .filter(wanted -> !wanted.type().equals(IdentityRequest.NONE))
                .isPresent();
        invalidRequestContentIf(
                hasIdentity && !MADE.contains(type), "A compute of type %s has no identity of its own.", type);
        JsonNode inner = inner(body);
        if (type.equals(AML_COMPUTE)) {
            refuseAttaching(body, AML_COMPUTE);
            CLUSTER.check(inner);
            return;
        }
        if (type.equals(COMPUTE_INSTANCE)) {
            refuseAttaching(body, type);
            InstanceValidator.validate(inner);
            return;
        }
        readAttachedResource(type, body);
        if (type.equals(AKS)) {
            KUBERNETES.check(inner);
        } else if (isMachine(type)) {
            MACHINE.check(inner);
        }
    }

    /**
     * The resource that is attached, of the type that belongs to the compute's; empty when none is.
     */
    static Optional<ArmResourceId> readAttachedResource(String type, ComputeBody body) {
        String text = body.properties().resourceId();
        if (text == null) {
            invalidRequestContentIf(
                    isMachine(type) ? !hasAddress(body) : !type.equals(AKS),
                    "A compute of type %s is attached, not created: properties.resourceId or an address is required.",
                    type);
            return Optional.empty();
        }
        ArmResourceId id;
        try {
            id = ArmResourceId.parse(text);
        } catch (AzureException malformed) {
            throw invalidRequestContent("properties.resourceId '%s' is no id of a resource.", text);
        }
        if (id.resourceGroup() == null || !AsciiCase.equal(id.type(), ATTACHABLE.get(type))) {
            throw invalidRequestContent(
                    "properties.resourceId of a compute of type %s must be the id of a %s.",
                    type, ATTACHABLE.get(type));
        }
        return Optional.of(id);
    }

    static JsonNode inner(ComputeBody body) {
        JsonNode inner = body.properties().properties();
        return !isGiven(inner) ? MissingNode.getInstance() : inner;
    }

    /** True for a machine that is reached by SSH. */
    static boolean isMachine(String type) {
        return type.equals("VirtualMachine") || type.equals("HDInsight");
    }

    /** Reads what a request says of the Databricks workspace that it attaches. */
    static DatabricksRequest readDatabricks(ComputeBody body) {
        JsonNode inner = inner(body);
        return DatabricksRequest.of(
                inner.path("databricksAccessToken").asText(null),
                inner.path("workspaceUrl").asText(null));
    }

    private static boolean hasAddress(ComputeBody body) {
        return MachineRequest.read(inner(body)).address().isPresent();
    }

    private static void refuseAttaching(ComputeBody body, String type) {
        invalidRequestContentIf(
                body.properties().resourceId() != null,
                "A compute of type %s is created, not attached: leave properties.resourceId out.",
                type);
    }

    /** Returns whether it is created and not attached, so that it ends with its compute. */
    static boolean isMade(String type) {
        return MADE.contains(type);
    }

    /** Removes secrets from the given properties: passwords, keys, certificates. */
    static void dropSecrets(ObjectNode inner) {
        SslConfiguration.dropSecrets(inner);
        SshAccountRequest.dropSecrets(inner);
        inner.remove("databricksAccessToken");
        if (inner.path("administratorAccount") instanceof ObjectNode account) {
            account.retain("username");
        }
    }
}
