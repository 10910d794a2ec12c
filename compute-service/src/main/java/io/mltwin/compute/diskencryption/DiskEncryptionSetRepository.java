package io.mltwin.compute.diskencryption;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Queries of disk encryption sets. */
@Singleton
class DiskEncryptionSetRepository implements PanacheRepositoryBase<DiskEncryptionSetEntity, String> {

    /** Lets one change at a time work on a set, and no cluster begin to use it meanwhile. */
    void lock(ArmResourceId id) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .setParameter("id", "disk encryption set|" + id.key())
                .getSingleResult();
    }

    DiskEncryptionSetEntity require(ArmResourceId id) {
        return findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    /** Returns those of a resource group or of a whole subscription. */
    List<DiskEncryptionSetEntity> in(ArmResourceId scope) {
        return list(scope.isSubscription() ? "subscriptionKey" : "groupKey", Sort.by("armKey"), scope.key());
    }

    /** Stores a data key that was made or wrapped again, where the earlier one still stands. */
    void replaceDataKey(String armKey, byte[] old, byte[] renewed, Instant now) {
        DiskEncryptionSetEntity row = findById(armKey);
        if (row != null && Arrays.equals(row.dataKey, old)) {
            row.dataKey = renewed;
            row.keyRotated = now;
        }
    }
}
