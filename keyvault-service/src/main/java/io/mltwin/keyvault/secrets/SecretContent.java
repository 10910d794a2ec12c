package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.BackedUp;
import java.util.List;

/** A secret with all its versions, as it lies in a backup. */
public record SecretContent(String name, List<Version> versions) {

    /** A version with its value. */
    public record Version(BackedUp common, String value, String contentType) {
        @Override
        public String toString() {
            return common.version();
        }
    }
}
