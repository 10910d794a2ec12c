package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.backup.VersionBackup;
import java.util.List;

/** A secret with all its versions, as it lies in a backup. */
public record SecretBackup(String name, List<Version> versions) {

    /** A version with its value. */
    public record Version(VersionBackup common, String value, String contentType) {
        @Override
        public String toString() {
            return common.version();
        }
    }
}
