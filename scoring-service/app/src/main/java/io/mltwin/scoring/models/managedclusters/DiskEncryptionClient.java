package io.mltwin.scoring.models.managedclusters;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.workspaces.ComputeServiceClient;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Asks compute-service, which has the disk encryption sets, about those of clusters. */
@Singleton
record DiskEncryptionClient(ComputeServiceClient compute) {

    private static final String SETS = "/_internal/disk-encryption-sets";
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    /** A disk of a node: the system's, or its data disk. */
    record Disk(String name, boolean os, int sizeGb) {}

    private record Use(String set, String cluster, String location, List<Disk> disks) {}

    /**
     * Puts the disks of a cluster's nodes under a set.
     *
     * @throws AzureException as Microsoft.Compute refuses: 404, or 400 for a key that cannot be
     *     used
     */
    void use(ArmResourceId set, ArmResourceId cluster, String location, List<Disk> disks) {
        compute.request("POST", SETS + "/uses")
                .json(new Use(set.toString(), cluster.toString(), location, disks))
                .send()
                .orFault();
    }

    /** Forgets the disks of a cluster. */
    void end(ArmResourceId cluster) {
        compute.request("DELETE", SETS + "/uses", "cluster", cluster.toString())
                .send()
                .orFault();
    }

    /**
     * Returns why the key of a set cannot be used, or nothing while it can.
     *
     * @throws AzureException when compute-service or the vault does not answer
     */
    Optional<String> refusal(ArmResourceId set) {
        ServiceAnswer answer =
                compute.request("GET", SETS + "/key", "id", set.toString()).send();
        if (answer.status() == CONFLICT || answer.status() == NOT_FOUND) {
            return Optional.of(answer.fault().getMessage());
        }
        answer.orFault();
        return Optional.empty();
    }
}
