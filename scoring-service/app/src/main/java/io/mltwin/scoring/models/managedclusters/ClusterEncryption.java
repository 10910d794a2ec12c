package io.mltwin.scoring.models.managedclusters;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.ResourceClaim;
import io.mltwin.resourceprovider.TrackedResource;
import io.mltwin.scoring.models.managedclusters.DiskEncryptionClient.Disk;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Managed clusters under a customer's key ("Bring your own keys (BYOK) with Azure disks in Azure
 * Kubernetes Service"): {@code diskEncryptionSetID} names a disk encryption set, by which the
 * system disk and the data disk of each node are encrypted.
 *
 * <p>Deviation: a cluster that has no set may be given one at any time, as the document says; AKS
 * takes it when the cluster is made. The disks of its nodes are resources that no byte lies on,
 * counted from its pools. What a container of a service has there lies in memory alone.
 */
@Singleton
public record ClusterEncryption(
        ManagedClusterRepository clusters, DiskEncryptionClient sets, LinkedAccessAuthorizer access) {

    private static final String READ = "Microsoft.Compute/diskEncryptionSets/read";
    private static final int SIZE_GB = 128;

    /** Puts the disks of a cluster under the set that the request names, if it names one. */
    void prepare(ArmCall call, JsonNode body, boolean isNew, ResourceClaim claim) {
        JsonNode properties = body.path("properties");
        Optional<ArmResourceId> set = ManagedClusterValidator.diskEncryptionSet(properties);
        if (set.isEmpty()) {
            return;
        }
        access.require(call, READ, set.get());
        sets.use(
                set.get(),
                call.id(),
                TrackedResource.location(body),
                disks(call.id().name(), properties));
        if (isNew) {
            claim.undoBy(() -> end(call.id()));
        }
    }

    private static List<Disk> disks(String cluster, JsonNode properties) {
        List<Disk> disks = new ArrayList<>();
        for (JsonNode pool : properties.path("agentPoolProfiles")) {
            int size = Math.max(pool.path("osDiskSizeGB").asInt(SIZE_GB), 1);
            for (int node = 0; node < pool.path("count").asInt(1); node++) {
                String name = cluster + "-" + pool.path("name").asText() + "-" + node;
                disks.add(new Disk(name + "-os", true, size));
                disks.add(new Disk(name + "-data", false, SIZE_GB));
            }
        }
        return disks;
    }

    /** Forgets the disks of a cluster that is to be deleted. */
    void end(ArmResourceId cluster) {
        sets.end(cluster);
    }

    /** Returns the set of a cluster, inside a transaction; empty for one that is gone. */
    public Optional<ArmResourceId> setOf(String clusterId) {
        return clusters.findByIdOptional(ArmResourceId.parse(clusterId).key())
                .flatMap(row -> ManagedClusterValidator.diskEncryptionSet(
                        TrackedResource.read(row.content).path("properties")));
    }

    /**
     * Returns why the key of a set cannot be used, or nothing while it can.
     *
     * @throws io.mltwin.armweb.AzureException when the vault does not answer
     */
    public Optional<String> refusal(ArmResourceId set) {
        return sets.refusal(set);
    }
}
