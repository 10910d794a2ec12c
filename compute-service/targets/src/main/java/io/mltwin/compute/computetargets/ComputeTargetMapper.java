package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.aksclusters.SslConfiguration;
import io.mltwin.compute.computeinstances.ComputeInstance;
import io.mltwin.compute.computeinstances.ComputeInstanceMapper;
import io.mltwin.compute.computeinstances.InstanceValidator;
import io.mltwin.compute.computetargets.ClusterNodes.NodeView;
import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.compute.networks.NetworkSettings;
import io.mltwin.compute.sshaccounts.RemoteLogin;
import io.mltwin.compute.sshaccounts.SshAccountRequest;
import io.mltwin.compute.sshaccounts.SshAccounts.SshAccount;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Sealed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Between rows and Azure's {@code ComputeResource}. */
final class ComputeTargetMapper {

    private static final Set<String> NODE_STATES =
            Set.of("idle", "running", "preparing", "unusable", "leaving", "preempted");

    private static final Set<String> SETTINGS = Set.of("vmSize", "vmPriority", "subnet", "enableNodePublicIp");

    /** Nodes are processes of this machine. */
    private static final String LOOPBACK = "127.0.0.1";

    private ComputeTargetMapper() {}

    static ComputeTarget target(ComputeTargetEntity entity) {
        JsonNode settings = settings(entity);
        return new ComputeTarget(
                entity.key,
                entity.workspaceId,
                entity.workspaceArmId(),
                entity.name,
                entity.computeType,
                entity.provisioningState,
                entity.minNodes,
                // what is attached does one run at a time
                ComputeValidator.isMachine(entity.computeType) || entity.computeType.equals(ComputeValidator.DATABRICKS)
                        ? 1
                        : entity.maxNodes,
                Duration.ofSeconds(entity.idleSeconds),
                settings.path("vmSize").asText(""),
                settings.path("vmPriority").asText("Dedicated"),
                entity.scratchDisk);
    }

    /** Returns what a target shows beyond its id, name and type. */
    static ObjectNode arm(
            ComputeTargetEntity entity,
            List<ComputeIdentity> identities,
            List<NodeView> nodes,
            Optional<ComputeInstance> instance) {
        ObjectNode body = Json.object().put("location", entity.location);
        body.set("tags", entity.tags == null ? Json.object() : Sealed.read(entity.tags, JsonNode.class));
        if (!identities.isEmpty()) {
            addIdentity(body.putObject("identity"), entity.identityType, identities);
        }
        ObjectNode properties = body.putObject("properties");
        properties
                .put("computeType", entity.computeType)
                .put("computeLocation", entity.location)
                .put("provisioningState", entity.provisioningState)
                .put("createdOn", entity.createdAt.toString())
                .put("modifiedOn", entity.modified.toString())
                .put("isAttachedCompute", entity.resourceId != null || ComputeValidator.isMachine(entity.computeType))
                .put("disableLocalAuth", isLocalAuthDisabled(entity));
        if (entity.description != null) {
            properties.put("description", Sealed.text(entity.description));
        }
        if (entity.resourceId != null) {
            properties.put("resourceId", entity.resourceId);
        }
        addErrors(properties.putArray("provisioningErrors"), entity);
        ObjectNode inner = inner(entity);
        if (entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            addCluster(inner, entity, nodes);
        }
        instance.ifPresent(one -> ComputeInstanceMapper.describe(inner, entity.name, one));
        properties.set("properties", inner);
        return body;
    }

    /** Not said, it is as the cluster's account needs it. */
    private static boolean isLocalAuthDisabled(ComputeTargetEntity entity) {
        return entity.disableLocalAuth == null ? sshAccount(entity).isEmpty() : entity.disableLocalAuth;
    }

    private static void addErrors(ArrayNode errors, ComputeTargetEntity entity) {
        if (entity.scaleInError != null) {
            addError(errors, "ScopeLocked", entity.scaleInError);
        }
        if (entity.scratchDisk == ScratchDisk.TICKET_REQUIRED) {
            addError(
                    errors,
                    "ScratchDiskNotEncrypted",
                    "The scratch disks of the cluster's nodes are not encrypted, since the subscription had a cluster before."
                            + " Have it enabled by a support ticket, then make the cluster again.");
        }
    }

    private static void addError(ArrayNode errors, String code, String message) {
        errors.addObject().putObject("error").put("code", code).put("message", message);
    }

    private static void addIdentity(ObjectNode node, String type, List<ComputeIdentity> identities) {
        node.put("type", type);
        if (type.equals(IdentityRequest.SYSTEM_ASSIGNED)) {
            node.put("principalId", identities.get(0).objectId())
                    .put("tenantId", identities.get(0).tenantId());
            return;
        }
        ObjectNode assigned = node.putObject("userAssignedIdentities");
        identities.forEach(one -> assigned.putObject(one.resourceId())
                .put("principalId", one.objectId())
                .put("clientId", one.clientId()));
    }

    static ObjectNode nodes(List<NodeView> nodes) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("nodes");
        for (NodeView node : nodes) {
            ObjectNode item = list.addObject()
                    .put("nodeId", node.nodeId())
                    .put("privateIpAddress", LOOPBACK)
                    .put("nodeState", node.state());
            if (node.runId() != null) {
                item.put("runId", node.runId());
            }
            if (node.sshPort() != null) {
                item.put("publicIpAddress", LOOPBACK).put("port", node.sshPort());
            }
        }
        return body;
    }

    private static void addCluster(ObjectNode inner, ComputeTargetEntity entity, List<NodeView> nodes) {
        RemoteLogin.read(inner)
                .resolve(NetworkSettings.read(inner).subnet().isPresent())
                .write(inner);
        inner.putObject("scaleSettings")
                .put("minNodeCount", entity.minNodes)
                .put("maxNodeCount", entity.maxNodes)
                .put(
                        "nodeIdleTimeBeforeScaleDown",
                        Duration.ofSeconds(entity.idleSeconds).toString());
        long present = nodes.stream()
                .filter(node -> !node.state().equals("leaving") && !node.state().equals("preempted"))
                .count();
        long busy =
                nodes.stream().filter(node -> node.state().equals("running")).count();
        long target = Math.max(entity.minNodes, Math.min(entity.maxNodes, Math.max(busy, present)));
        inner.put("currentNodeCount", present);
        inner.put("targetNodeCount", target);
        boolean steady = present == target
                && nodes.stream()
                        .noneMatch(
                                n -> n.state().equals("preparing") || n.state().equals("leaving"));
        inner.put("allocationState", steady ? "Steady" : "Resizing");
        ObjectNode counts = inner.putObject("nodeStateCounts");
        for (String state : NODE_STATES.stream().sorted().toList()) {
            counts.put(
                    state + "NodeCount",
                    nodes.stream().filter(node -> node.state().equals(state)).count());
        }
        ArrayNode errors = inner.putArray("errors");
        if (entity.quotaError != null) {
            addError(errors, "ClusterCoreQuotaReached", entity.quotaError);
        }
        if (entity.networkError != null) {
            addError(errors, "UnusableNode", entity.networkError);
        }
        nodes.stream()
                .filter(node -> node.sshError() != null)
                .forEach(node -> addError(
                        errors,
                        "UserAccountNotCreated",
                        "The SSH account of the node " + node.nodeId() + " was not set up: " + node.sshError()));
    }

    /** Returns what is stored of a request, with what it leaves as it is. */
    static ObjectNode kept(ComputeTargetEntity entity, ComputeBody body) {
        ObjectNode kept = kept(entity.computeType, body);
        if (!entity.computeType.equals(ComputeValidator.AML_COMPUTE)) {
            return kept;
        }
        RemoteLogin login = RemoteLogin.read(kept);
        if (entity.settings != null) {
            JsonNode stored = inner(entity);
            SshAccountRequest.keep(kept, stored);
            login = RemoteLogin.read(stored);
        }
        login.resolve(NetworkSettings.read(kept).subnet().isPresent()).write(kept);
        return kept;
    }

    /** The SSH account of a cluster's nodes; empty where they have none. */
    static Optional<SshAccount> sshAccount(ComputeTargetEntity entity) {
        if (!hasAccount(entity)) {
            return Optional.empty();
        }
        JsonNode inner = inner(entity);
        NetworkSettings network = NetworkSettings.read(inner);
        boolean open = network.hasPublicIp()
                && RemoteLogin.read(inner).resolve(network.subnet().isPresent()) == RemoteLogin.ENABLED;
        return SshAccountRequest.readUsername(inner)
                .map(username -> new SshAccount(AsciiCase.lower(entity.name), username, open));
    }

    static boolean hasAccount(ComputeTargetEntity entity) {
        return entity.keptElsewhere && entity.computeType.equals(ComputeValidator.AML_COMPUTE);
    }

    /** Returns what of the given properties is stored. */
    static ObjectNode kept(String type, ComputeBody body) {
        JsonNode inner = ComputeValidator.inner(body);
        ObjectNode kept = inner.isObject() ? inner.<ObjectNode>deepCopy() : Json.object();
        kept.remove("scaleSettings");
        ComputeValidator.dropSecrets(kept);
        return type.equals(ComputeValidator.COMPUTE_INSTANCE) ? InstanceValidator.kept(kept) : kept;
    }

    /** The size of a stored cluster's nodes, or of an instance. */
    static String vmSize(ComputeTargetEntity entity) {
        return settings(entity).path("vmSize").asText();
    }

    /** The network settings of a stored cluster. */
    static NetworkSettings networkSettings(ComputeTargetEntity entity) {
        return NetworkSettings.read(settings(entity));
    }

    /** Its own properties, as they are stored. */
    static ObjectNode inner(ComputeTargetEntity entity) {
        ObjectNode inner = settings(entity);
        return entity.properties == null ? inner : inner.setAll(Sealed.read(entity.properties, ObjectNode.class));
    }

    private static ObjectNode settings(ComputeTargetEntity entity) {
        return Json.read(entity.settings, ObjectNode.class);
    }

    /** Stores its own properties, encrypted but for what its nodes are scaled by. */
    static void store(ComputeTargetEntity entity, ObjectNode inner) {
        entity.keptElsewhere = entity.computeType.equals(ComputeValidator.AKS)
                ? SslConfiguration.read(inner).isNamed()
                : SshAccountRequest.readUsername(inner).isPresent();
        entity.settings = inner.deepCopy().retain(SETTINGS).toString();
        ObjectNode others = inner.deepCopy().remove(SETTINGS);
        entity.properties = others.isEmpty() ? null : Sealed.of(others.toString());
    }
}
