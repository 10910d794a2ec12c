package io.mltwin.compute.diskencryption;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;

/** Queries of disk encryption sets. */
@Singleton
class DiskEncryptionSetRepository implements TrackedRows<DiskEncryptionSetEntity> {

    /** Stores a data key that was made or wrapped again, where the earlier one still stands. */
    void replaceDataKey(String key, byte[] old, byte[] renewed, Instant now) {
        DiskEncryptionSetEntity row = findById(key);
        if (row != null && Arrays.equals(row.dataKey, old)) {
            row.dataKey = renewed;
            row.keyRotated = now;
        }
    }
}
