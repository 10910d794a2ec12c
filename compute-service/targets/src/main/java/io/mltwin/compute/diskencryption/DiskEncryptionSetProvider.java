package io.mltwin.compute.diskencryption;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.diskencryption.ClusterDiskService.ClusterDiskMapper;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.Compute/diskEncryptionSets} behind Azure Resource Manager (2020-12-01 and
 * later), and {@code Microsoft.Compute/disks} of the nodes that lie under one.
 *
 * <p>Deviation: disks are those of nodes of clusters with a disk encryption set, and lie in the
 * cluster's resource group; they are read alone.
 */
@Singleton
record DiskEncryptionSetProvider(
        TrackedTypes kit,
        TrackedRows<DiskEncryptionSetEntity> rows,
        DiskEncryptionSetService sets,
        DiskEncryptionSetValidator validator,
        TrackedRows<ClusterDiskEntity> diskRows,
        ClusterDiskService disks,
        ArmOperations operations)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(
                                DiskEncryptionSetMapper.TYPE,
                                rows,
                                DiskEncryptionSetEntity::new,
                                DiskEncryptionSetBody.class,
                                "disk encryption set")
                        .named(DiskEncryptionSetValidator.NAME)
                        .validate((call, body) -> validator.validate(body))
                        .draft((call, body, row, claim) -> sets.prepare(call, body, row))
                        .apply((call, row, body, draft) -> row.take(draft))
                        .show(DiskEncryptionSetMapper::body)
                        .partialPatch((call, body) -> validator.validatePatch(body))
                        .prepareDelete((call, row) -> sets.prepareDeletion(row))
                        .beforeDelete((call, row) -> sets.requireUnused(call.id()))
                        .operations(id -> operations.done(id.toString()))
                        .type()
                        .notBuilt(Verb.POST)
                        .build(),
                kit.of(ClusterDiskMapper.TYPE, diskRows, ClusterDiskEntity::new, JsonNode.class, "disk")
                        .show(disks::body)
                        .readOnly()
                        .notBuilt(Verb.PUT, Verb.PATCH, Verb.DELETE, Verb.POST)
                        .build());
    }
}
