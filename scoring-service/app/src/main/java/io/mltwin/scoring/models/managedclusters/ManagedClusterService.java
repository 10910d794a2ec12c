package io.mltwin.scoring.models.managedclusters;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.managedidentities.ManagedIdentities.Registration;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.TrackedResource;
import jakarta.inject.Singleton;

/**
 * Managed clusters of AKS as resources. Azure Resource Manager has authorized every call that ends
 * here.
 *
 * <p>Deviation: a managed cluster is a resource and no Kubernetes: it has neither {@code fqdn} nor
 * {@code powerState}, and credentials, agent pools as children, start and stop answer 501. Its
 * system-assigned identity is a principal that roles may be given to and nobody speaks for.
 * Services that are deployed to it run in scoring-service.
 */
@Singleton
record ManagedClusterService(ManagedIdentities identities, ClusterEncryption encryption) {

    static final String TYPE = "Microsoft.ContainerService/managedClusters";

    /**
     * Puts the disks under the set that is named. Gives the identity that is asked for, or ends the
     * one that is not; the key that would prove it is not kept. Repeated, it gives the same.
     *
     * @return null when the cluster is to have none
     */
    Registration prepare(ArmCall call, JsonNode body, ManagedClusterEntity row, ResourceClaim claim) {
        ArmResourceId id = call.id();
        validateChange(row, body);
        encryption.prepare(call, body, row.isNew(), claim);
        if (!ManagedClusterValidator.wantsIdentity(body)) {
            endIdentity(row);
            return null;
        }
        return row.principalId != null
                ? new Registration(row.principalId, null, row.tenantId)
                : identities.register(id.toString(), id.name(), call.caller().tenantId(), identities.newKeyPair());
    }

    private void endIdentity(ManagedClusterEntity row) {
        if (row.principalId != null) {
            identities.delete(row.id);
        }
    }

    private static void validateChange(ManagedClusterEntity row, JsonNode body) {
        if (!row.isNew()) {
            ManagedClusterValidator.validateChange(
                    TrackedResource.read(row.content).path("properties"), body.path("properties"));
        }
    }

    /** Changes the row of a cluster; repeated, it changes nothing. */
    void change(ManagedClusterEntity row, JsonNode body, Registration identity) {
        validateChange(row, body);
        row.content = ManagedClusterMapper.content(body).toString();
        row.principalId = identity == null ? null : identity.objectId();
        row.tenantId = identity == null ? null : identity.tenantId();
    }

    /**
     * Ends the identity and the disks of a cluster that is to be deleted; its row goes after it, so
     * that a deletion that broke off can be repeated.
     */
    void prepareDeletion(ManagedClusterEntity row) {
        if (ManagedClusterValidator.diskEncryptionSet(
                        TrackedResource.read(row.content).path("properties"))
                .isPresent()) {
            encryption.end(row.armId());
        }
        endIdentity(row);
    }
}
