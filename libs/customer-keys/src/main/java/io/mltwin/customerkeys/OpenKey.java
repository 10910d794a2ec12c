package io.mltwin.customerkeys;

import io.mltwin.datakeys.DataKey;
import java.time.Instant;

/**
 * The answer of the vault, for as long as it counts: an open data key, or a refusal.
 *
 * @param since when it was asked, on the platform's clock
 */
record OpenKey(DataKey key, CustomerKeyException refusal, Instant since) {

    DataKey get() {
        if (refusal != null) {
            throw refusal;
        }
        return key;
    }

    @Override
    public String toString() {
        return refusal == null ? "open key" : "refused key";
    }
}
