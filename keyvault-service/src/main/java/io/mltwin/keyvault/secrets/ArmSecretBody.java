package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ArmAttributes;
import java.util.Map;

/** {@code Microsoft.KeyVault/vaults/secrets} on the wire; a value in requests only. */
record ArmSecretBody(
        String id, String name, String type, String location, Map<String, String> tags, Properties properties) {

    /** {@code properties} of a secret. */
    record Properties(
            String value, String contentType, ArmAttributes attributes, String secretUri, String secretUriWithVersion) {
        @Override
        public String toString() {
            return "secret " + secretUri;
        }
    }
}
