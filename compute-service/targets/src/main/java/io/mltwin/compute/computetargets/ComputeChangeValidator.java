package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.computeinstances.InstanceValidator;
import io.mltwin.compute.computetargets.ComputeTargetEntity.ComputeTargetRepository;
import io.mltwin.compute.networks.NetworkSettings;
import io.mltwin.compute.sshaccounts.SshAccountRequest;
import io.mltwin.compute.sshaccounts.SshAccountValidator;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;

/** Refuses changes that do not fit the target as it is, or the other clusters. */
@Singleton
class ComputeChangeValidator {

    private final ComputeTargetRepository repository;
    private final ComputeConfig.Compute config;

    ComputeChangeValidator(ComputeTargetRepository repository, ComputeConfig config) {
        this.repository = repository;
        this.config = config.compute();
    }

    /**
     * Refuses a PUT that the target's row does not allow.
     *
     * @throws AzureException 409 for a target of another type, 400 for what cannot be changed or
     *     does not fit
     */
    void requireAllowed(ComputeTargetEntity target, ComputeBody body) {
        String type = ComputeValidator.readType(body);
        if (!target.computeType.equals(type)) {
            throw otherType(target, type);
        }
        if (type.equals(ComputeValidator.AML_COMPUTE)) {
            requireRoom(target.key, scaleSettings(body).min());
            validateAccount(target, body);
        }
        if (ComputeValidator.isMade(type) && !target.isNew()) {
            refuseChange(target, ComputeTargetMapper.kept(type, body));
        }
    }

    private static void validateAccount(ComputeTargetEntity target, ComputeBody body) {
        JsonNode given = ComputeValidator.inner(body);
        Boolean disableLocalAuth = body.properties().disableLocalAuth();
        if (target.isNew()) {
            SshAccountRequest.read(given)
                    .ifPresent(account -> SshAccountValidator.validateNew(account, disableLocalAuth));
            return;
        }
        JsonNode stored = ComputeTargetMapper.inner(target);
        SshAccountValidator.validateChange(
                stored, given, NetworkSettings.read(stored).subnet().isPresent(), disableLocalAuth);
    }

    private static AzureException otherType(ComputeTargetEntity target, String type) {
        return conflict(
                "Conflict",
                "The compute '%s' exists as %s; delete it before making it %s.",
                target.name,
                target.computeType,
                type);
    }

    private void refuseChange(ComputeTargetEntity target, ObjectNode kept) {
        String old = ComputeTargetMapper.vmSize(target);
        invalidRequestContentIf(
                !AsciiCase.equal(old, kept.path("vmSize").asText()),
                "vmSize of an existing compute cannot be changed; it is %s.",
                old);
        invalidRequestContentIf(
                target.computeType.equals(ComputeValidator.AML_COMPUTE)
                        && !ComputeTargetMapper.networkSettings(target).isInSubnetOf(NetworkSettings.read(kept)),
                "The subnet of an existing cluster cannot be changed: delete the cluster, and make it again.");
        if (target.computeType.equals(ComputeValidator.COMPUTE_INSTANCE)) {
            InstanceValidator.validateChange(ComputeTargetMapper.inner(target), kept);
        }
    }

    /** Reads the scale settings of a cluster. */
    ScaleSettings scaleSettings(ComputeBody body) {
        return ScaleSettings.read(ComputeValidator.inner(body).path("scaleSettings"), config.idleBeforeScaleDown());
    }

    /** One node must stay free to move between clusters, or their runs would wait for ever. */
    void requireRoom(String computeId, int min) {
        int others = repository.clusters().stream()
                .filter(other -> !other.key.equals(computeId))
                .mapToInt(other -> other.minNodes)
                .sum();
        if (min > 0 && others + min >= config.mostNodes()) {
            throw badRequest(
                    "ClusterMinNodesExceedCoreQuota",
                    "minNodeCount %s exceeds what is left: all clusters together may keep %s nodes, of which %s are"
                            + " taken (mltwin.compute.most-nodes).",
                    min,
                    config.mostNodes() - 1,
                    others);
        }
    }
}
