package io.mltwin.keyvault;

import io.restassured.response.Response;
import java.util.Base64;

/** What tests of keys write and read. */
final class TestKeys {

    static final String DIGEST = encode(new byte[32]);

    private TestKeys() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Response ec(VaultClient vaults, String vault, String name, String attributes) {
        return vaults.post(vault, "/keys/" + name + "/create", "{\"kty\":\"EC\",\"attributes\":{" + attributes + "}}");
    }

    /** The path of a key's version. */
    static String path(Response key) {
        String kid = key.path("key.kid");
        return kid.substring(kid.indexOf("/keys/"));
    }
}
