package io.mltwin.compute.diskencryption;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
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

    private final DiskEncryptionSetService sets;
    private final DiskEncryptionSetValidator validator;
    private final ClusterDiskService disks;

    DiskEncryptionSetProvider(
            DiskEncryptionSetService sets, DiskEncryptionSetValidator validator, ClusterDiskService disks) {
        this.sets = sets;
        this.validator = validator;
        this.disks = disks;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(DiskEncryptionSetMapper.TYPE)
                        .get(call -> sets.get(call.id()))
                        .list(call -> sets.list(call.id()))
                        .put(ResourceChange.reading(DiskEncryptionSetBody.class, NOUN)
                                .validate((call, body) -> validator.validate(call.id(), body))
                                .exclusively()
                                .prepare((call, body, claim) -> sets.preparePut(call, body))
                                .apply((call, body, draft) -> sets.put(call, draft)))
                        .patch(ResourceChange.reading(DiskEncryptionSetBody.class, NOUN)
                                .validate((call, body) -> validator.validatePatch(body))
                                .exclusively()
                                .prepare((call, body, claim) -> sets.preparePatch(call, body))
                                .apply((call, body, draft) -> sets.patch(call, draft)))
                        .delete(ResourceChange.withoutBody()
                                .exclusively()
                                .prepare(call -> sets.prepareDeletion(call.id()))
                                .apply(call -> sets.delete(call.id())))
                        .notBuilt(Verb.POST)
                        .build(),
                ResourceType.named(ClusterDiskMapper.TYPE)
                        .get(call -> disks.get(call.id()))
                        .list(call -> disks.list(call.id()))
                        .notBuilt(Verb.PUT)
                        .notBuilt(Verb.PATCH)
                        .notBuilt(Verb.DELETE)
                        .notBuilt(Verb.POST)
                        .build());
    }
}
