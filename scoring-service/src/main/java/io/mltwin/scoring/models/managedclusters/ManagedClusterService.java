package io.mltwin.scoring.models.managedclusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.managedidentities.ManagedIdentities.Registration;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.scoring.operations.ArmOperations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Managed clusters of AKS as resources. Azure Resource Manager has authorized every call that ends
 * here.
 *
 * <p>Deviation: a managed cluster is a resource and no Kubernetes: it has neither {@code fqdn} nor
 * {@code powerState}, and credentials, agent pools as children, start and stop answer 501. Its
 * system-assigned identity is a principal that roles may be given to and nobody speaks for.
 * Services that are deployed to it run in scoring-service.
 */
@ApplicationScoped
public class ManagedClusterService {

    static final String TYPE = "Microsoft.ContainerService/managedClusters";

    private final ManagedClusterRepository rows;
    private final ManagedIdentities identities;
    private final ClusterEncryption encryption;
    private final ArmOperations operations;
    private final Clock clock;

    ManagedClusterService(
            ManagedClusterRepository rows,
            ManagedIdentities identities,
            ClusterEncryption encryption,
            ArmOperations operations,
            Clock clock) {
        this.rows = rows;
        this.identities = identities;
        this.encryption = encryption;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * Puts the disks under the set that is named. Gives the identity that is asked for, or ends the
     * one that is not; the key that would prove it is not kept. Repeated, it gives the same.
     *
     * @return null when the cluster is to have none
     */
    Registration prepare(ArmCall call, JsonNode body, ResourceClaim claim) {
        ArmResourceId id = call.id();
        ManagedClusterEntity row = find(id);
        if (row != null) {
            validateChange(row, id, body);
        }
        encryption.prepare(call, body, row == null, claim);
        if (!ManagedClusterValidator.wantsIdentity(body)) {
            endIdentity(row);
            return null;
        }
        return row != null && row.principalId != null
                ? new Registration(row.principalId, null, row.tenantId)
                : identities.register(id.toString(), id.name(), call.caller().tenantId(), identities.newKeyPair());
    }

    private void endIdentity(ManagedClusterEntity row) {
        if (row != null && row.principalId != null) {
            identities.delete(row.armId);
        }
    }

    private static void validateChange(ManagedClusterEntity row, ArmResourceId id, JsonNode body) {
        String location = TrackedResource.location(body);
        if (!row.location.equals(location)) {
            throw ArmErrors.otherLocation(id, row.location, location);
        }
        ManagedClusterValidator.validateChange(
                TrackedResource.read(row.content).path("properties"), body.path("properties"));
    }

    /** Creates or changes a cluster; repeated, it changes nothing. */
    Outcome put(ArmCall call, JsonNode body, Registration identity) {
        ArmResourceId id = call.id();
        rows.lock(id);
        ManagedClusterEntity row = rows.findById(id.key());
        boolean isNew = row == null;
        if (isNew) {
            row = created(id, TrackedResource.location(body));
        } else {
            validateChange(row, id, body);
        }
        row.content = ManagedClusterMapper.content(body).toString();
        row.principalId = identity == null ? null : identity.objectId();
        row.tenantId = identity == null ? null : identity.tenantId();
        rows.persist(row);
        return Outcome.accepted(isNew ? 201 : 200, ManagedClusterMapper.arm(row), operations.done(id));
    }

    private ManagedClusterEntity created(ArmResourceId id, String location) {
        ManagedClusterEntity row = new ManagedClusterEntity();
        row.armKey = id.key();
        row.armId = id.toString();
        row.subscriptionKey = ArmResourceId.subscription(id.subscriptionId()).key();
        row.groupKey = id.providerScope().key();
        row.name = id.name();
        row.location = location;
        row.createdAt = clock.instant();
        return row;
    }

    /** Replaces the tags. */
    Outcome patch(ArmCall call, JsonNode body) {
        rows.lock(call.id());
        ManagedClusterEntity row = require(call.id());
        row.content = TrackedResource.withTags(row.content, body);
        return Outcome.ok(ManagedClusterMapper.arm(row));
    }

    @Transactional
    ObjectNode get(ArmResourceId id) {
        return ManagedClusterMapper.arm(require(id));
    }

    @Transactional
    List<ObjectNode> list(ArmResourceId scope) {
        return rows.in(scope).stream().map(ManagedClusterMapper::arm).toList();
    }

    /**
     * Ends the identity and the disks of a cluster that is to be deleted; its row goes after it, so
     * that a deletion that broke off can be repeated.
     */
    void prepareDeletion(ArmResourceId id) {
        ManagedClusterEntity row = find(id);
        if (row != null
                && ManagedClusterValidator.diskEncryptionSet(
                                TrackedResource.read(row.content).path("properties"))
                        .isPresent()) {
            encryption.end(id);
        }
        endIdentity(row);
    }

    Outcome delete(ArmResourceId id) {
        rows.lock(id);
        ManagedClusterEntity row = rows.findById(id.key());
        if (row == null) {
            return Outcome.noContent();
        }
        rows.delete(row);
        return Outcome.accepted(202, null, operations.done(id));
    }

    private ManagedClusterEntity find(ArmResourceId id) {
        return RowTransactions.inOne(() -> rows.findById(id.key()));
    }

    private ManagedClusterEntity require(ArmResourceId id) {
        return rows.findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }
}
