package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureFault;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a compute target may ask for. Types, networks, accounts and certificates that are not built
 * are refused, not ignored.
 */
final class ComputeRules {

    static final String AML_COMPUTE = "AmlCompute";
    static final String AKS = "AKS";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]{1,31}");
    private static final Set<String> NOT_BUILT =
            Set.of(
                    "ComputeInstance",
                    "VirtualMachine",
                    "HDInsight",
                    "Databricks",
                    "DataFactory",
                    "DataLakeAnalytics",
                    "Kubernetes",
                    "SynapseSpark");
    private static final Set<String> AKS_PURPOSES = Set.of("FastProd", "DenseProd", "DevTest");

    private ComputeRules() {}

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ArmErrors.invalidResourceName(
                    name, "2 to 32 letters, digits and hyphens, the first a letter.");
        }
    }

    /** The type in Azure's spelling. */
    static String type(ComputeBody body) {
        if (body.properties() == null || body.properties().computeType() == null) {
            throw ArmErrors.invalidRequestContent("properties.computeType is required.");
        }
        String type = body.properties().computeType();
        if (type.equalsIgnoreCase(AML_COMPUTE)) {
            return AML_COMPUTE;
        }
        if (type.equalsIgnoreCase(AKS)) {
            return AKS;
        }
        for (String known : NOT_BUILT) {
            if (known.equalsIgnoreCase(type)) {
                throw AzureFault.notBuilt("The compute type " + known);
            }
        }
        throw ArmErrors.invalidRequestContent(
                "properties.computeType '" + type + "' is no type of compute.");
    }

    static void check(String type, ComputeBody body) {
        JsonNode identity = body.identity() == null ? MissingNode.getInstance() : body.identity();
        if (!identity.path("type").asText("None").equalsIgnoreCase("None")) {
            throw AzureFault.notBuilt(
                    "An identity of the compute's own; nodes act with the workspace's identity, so it");
        }
        JsonNode inner = inner(body);
        if (type.equals(AML_COMPUTE)) {
            checkCluster(body, inner);
        } else {
            checkAks(inner);
        }
    }

    static JsonNode inner(ComputeBody body) {
        JsonNode inner = body.properties().properties();
        return inner == null || inner.isNull() ? MissingNode.getInstance() : inner;
    }

    private static void checkCluster(ComputeBody body, JsonNode inner) {
        if (body.properties().resourceId() != null) {
            throw ArmErrors.invalidRequestContent(
                    "An AmlCompute cluster is created, not attached: leave properties.resourceId out.");
        }
        if (inner.path("vmSize").asText("").isBlank()) {
            throw ArmErrors.invalidRequestContent("properties.properties.vmSize is required.");
        }
        if (!inner.path("osType").asText("Linux").equalsIgnoreCase("Linux")) {
            throw AzureFault.notBuilt("The osType '" + inner.path("osType").asText() + "'");
        }
        refuse(inner, "subnet", "A subnet of a cluster");
        refuse(inner, "userAccountCredentials", "SSH accounts on nodes");
        refuse(inner, "virtualMachineImage", "An own virtual machine image");
        if (inner.path("remoteLoginPortPublicAccess").asText("").equalsIgnoreCase("Enabled")) {
            throw AzureFault.notBuilt("remoteLoginPortPublicAccess Enabled");
        }
        if (inner.path("isolatedNetwork").asBoolean(false)) {
            throw AzureFault.notBuilt("isolatedNetwork");
        }
    }

    private static void checkAks(JsonNode inner) {
        if (!inner.path("sslConfiguration")
                .path("status")
                .asText("Disabled")
                .equalsIgnoreCase("Disabled")) {
            throw AzureFault.notBuilt("sslConfiguration of an AKS cluster");
        }
        refuse(inner, "aksNetworkingConfiguration", "aksNetworkingConfiguration");
        if (inner.has("agentCount") && inner.path("agentCount").asInt(0) < 1) {
            throw ArmErrors.invalidRequestContent(
                    "properties.properties.agentCount must be 1 or more.");
        }
        String purpose = inner.path("clusterPurpose").asText("FastProd");
        if (!AKS_PURPOSES.contains(purpose)) {
            throw ArmErrors.invalidRequestContent(
                    "properties.properties.clusterPurpose must be one of "
                            + AKS_PURPOSES.stream().sorted().toList()
                            + ".");
        }
    }

    private static void refuse(JsonNode inner, String field, String what) {
        if (inner.hasNonNull(field)) {
            throw AzureFault.notBuilt(what);
        }
    }
}
