package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.ArmAttributes;
import java.util.List;
import java.util.Map;

/** {@code Microsoft.KeyVault/vaults/keys} on the wire. */
record ArmKeyBody(
        String id, String name, String type, String location, Map<String, String> tags, Properties properties) {

    /** {@code properties} of a key: its shape, never the pair. */
    record Properties(
            ArmAttributes attributes,
            String kty,
            List<String> keyOps,
            Integer keySize,
            String curveName,
            String keyUri,
            String keyUriWithVersion) {}
}
