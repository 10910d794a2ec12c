package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.backup.VersionBackup;
import java.util.List;

/** A key with all its versions, as it lies in a backup. */
public record KeyBackup(String name, String rotationPolicy, List<Version> versions) {

    /** A version with both halves. */
    public record Version(
            VersionBackup common,
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
