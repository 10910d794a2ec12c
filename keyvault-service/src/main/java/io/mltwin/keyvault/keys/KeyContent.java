package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.BackedUp;
import java.util.List;

/** A key with all its versions, as it lies in a backup. */
public record KeyContent(String name, String rotationPolicy, List<Version> versions) {

    /** A version with both halves. */
    public record Version(
            BackedUp common,
            String kty,
            String curve,
            Integer size,
            List<String> operations,
            byte[] publicKey,
            byte[] privateKey) {
        @Override
        public String toString() {
            return common.version();
        }
    }
}
