package io.mltwin.compute.diskencryption;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedType;
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
class DiskEncryptionSetProvider implements ResourceProvider {

    private static final String NOUN = "disk encryption set";

    private final TrackedTypes kit;
    private final TrackedRows<DiskEncryptionSetEntity> rows;
    private final DiskEncryptionSetService sets;
    private final DiskEncryptionSetValidator validator;
    private final TrackedRows<ClusterDiskEntity> diskRows;
    private final ClusterDiskService disks;
    private final ArmOperations operations;

    DiskEncryptionSetProvider(
            TrackedTypes kit,
            TrackedRows<DiskEncryptionSetEntity> rows,
            DiskEncryptionSetService sets,
            DiskEncryptionSetValidator validator,
            TrackedRows<ClusterDiskEntity> diskRows,
            ClusterDiskService disks,
            ArmOperations operations) {
        this.kit = kit;
        this.rows = rows;
        this.sets = sets;
        this.validator = validator;
        this.diskRows = diskRows;
        this.disks = disks;
        this.operations = operations;
    }

    @Override
    public List<ResourceType> types() {
        TrackedType<DiskEncryptionSetEntity, DiskEncryptionSetBody, DiskEncryptionSetEntity> type = kit.of(
                        DiskEncryptionSetMapper.TYPE,
                        rows,
                        DiskEncryptionSetEntity::new,
                        DiskEncryptionSetBody.class,
                        NOUN)
                .named(DiskEncryptionSetValidator.NAME)
                .validate((call, body) -> validator.validate(body))
                .prepare(put -> put.exclusively().prepare(sets::preparePut))
                .apply((call, row, body, draft) -> row.take(draft))
                .show(DiskEncryptionSetMapper::body)
                .prepareDelete(delete -> delete.exclusively().prepare(call -> sets.prepareDeletion(call.id())))
                .beforeDelete((call, row) -> sets.requireUnused(call.id()))
                .operations(id -> operations.done(id.toString()));
        type.patch(ResourceChange.reading(DiskEncryptionSetBody.class, NOUN)
                .validate((call, body) -> validator.validatePatch(body))
                .exclusively()
                .prepare(sets::preparePatch)
                .apply((call, body, draft) -> type.patched(call, body.tags(), row -> row.take(draft))));
        return List.of(
                type.type().notBuilt(Verb.POST).build(),
                kit.of(ClusterDiskMapper.TYPE, diskRows, ClusterDiskEntity::new, JsonNode.class, "disk")
                        .show(disks::body)
                        .readOnly()
                        .notBuilt(Verb.PUT)
                        .notBuilt(Verb.PATCH)
                        .notBuilt(Verb.DELETE)
                        .notBuilt(Verb.POST)
                        .build());
    }
}
