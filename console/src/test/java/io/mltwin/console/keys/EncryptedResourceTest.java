package io.mltwin.console.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.Json;
import org.junit.jupiter.api.Test;

class EncryptedResourceTest {

    private static final String VAULT = "https://kv1.vault.mltwin.localhost:8443";

    private static EncryptedResource read(String json) throws Exception {
        return Json.read(json.replace("{vault}", VAULT), EncryptedResource.class);
    }

    @Test
    void anAccountUnderMicrosoftsKeyNamesNone() throws Exception {
        EncryptedResource account = read("{\"properties\":{\"encryption\":{\"keySource\":\"Microsoft.Storage\"}}}");

        assertThat(account.reference()).isNull();
        assertThat(account.version()).isEmpty();
    }

    @Test
    void anAccountNamesKeyVersionInUseAndItsOwnIdentity() throws Exception {
        EncryptedResource account = read("""
                        {"identity":{"principalId":"p1"},"properties":{"encryption":{
                          "keySource":"Microsoft.Keyvault","keyvaultproperties":{
                            "keyname":"k1","keyversion":"","keyvaulturi":"{vault}/",
                            "currentVersionedKeyIdentifier":"{vault}/keys/k1/v2"}}}}
                        """);

        assertThat(account.reference()).isEqualTo(new KeyReference("kv1", "k1", null));
        assertThat(account.version()).isEqualTo("v2");
        assertThat(account.opener()).isEqualTo("p1");
    }

    @Test
    void anAccountNamesTheAssignedIdentityThatOpensTheKey() throws Exception {
        EncryptedResource account = read("""
                        {"identity":{"principalId":"p1"},"properties":{"encryption":{
                          "identity":{"userAssignedIdentity":"/subscriptions/s1/x"},
                          "keyvaultproperties":{"keyname":"k1","keyversion":"v1","keyvaulturi":"{vault}"}}}}
                        """);

        assertThat(account.reference()).isEqualTo(new KeyReference("kv1", "k1", "v1"));
        assertThat(account.version()).isEmpty();
        assertThat(account.opener()).isEqualTo("/subscriptions/s1/x");
    }

    @Test
    void aRegistryNamesKeyVersionInUseAndTheClientThatOpensIt() throws Exception {
        EncryptedResource registry = read("""
                        {"properties":{"encryption":{"status":"enabled","keyVaultProperties":{
                          "keyIdentifier":"{vault}/keys/registry",
                          "versionedKeyIdentifier":"{vault}/keys/registry/v3","identity":"c1"}}}}
                        """);

        assertThat(registry.reference()).isEqualTo(new KeyReference("kv1", "registry", null));
        assertThat(registry.version()).isEqualTo("v3");
        assertThat(registry.opener()).isEqualTo("c1");
    }
}
