package io.mltwin.console.keys;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.parts.ConcurrentParts;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Keys of vaults, on the vault's data plane (API 7.4) and as the signed-in user. */
@Singleton
public record VaultKeys(AzureClient azure, AzureHosts hosts, ConcurrentParts parts) {

    private static final String VERSION = "?api-version=7.4";
    private static final int MOST_KEYS = 25;

    record KeyBody(Key key, Attributes attributes) {}

    record Key(String kid) {}

    record Attributes(boolean enabled) {}

    record Item(String kid, Attributes attributes) {}

    record Page(List<Item> value) {}

    /**
     * Returns the newest version of each of the first keys of a vault.
     *
     * @throws AzureException with the vault's own status, code and text when it is refused
     */
    public List<VaultKey> list(String vault) {
        Page page = azure.get(hosts.vault(vault), "/keys" + VERSION + "&maxresults=" + MOST_KEYS)
                .as(Page.class);
        return parts.readAll(page.value().stream()
                .map(item -> KeyReference.of(item.kid()))
                .filter(Objects::nonNull)
                .<Supplier<VaultKey>>map(key -> () -> get(vault, key.name()))
                .toList());
    }

    /**
     * Returns the newest version of a key.
     *
     * @throws AzureException with the vault's own status, code and text when it is refused
     */
    public VaultKey get(String vault, String name) {
        return key(vault, name, azure.get(hosts.vault(vault), "/keys/" + name + VERSION));
    }

    VaultKey rotate(String vault, String name) {
        return key(
                vault,
                name,
                azure.send(new AzureCall(hosts.vault(vault), "POST", "/keys/" + name + "/rotate" + VERSION))
                        .orFault());
    }

    VaultKey enable(String vault, String name, boolean enabled) {
        AzureCall call = new AzureCall(hosts.vault(vault), "PATCH", "/keys/" + name + VERSION)
                .withJson(Map.of("attributes", Map.of("enabled", enabled)));
        return key(vault, name, azure.send(call).orFault());
    }

    private static VaultKey key(String vault, String name, ServiceAnswer answer) {
        KeyBody body = answer.as(KeyBody.class);
        return new VaultKey(vault, name, body.key().kid(), body.attributes().enabled());
    }

    /**
     * The newest version of a key in a vault.
     *
     * @param identifier the URI of the version
     */
    public record VaultKey(String vault, String name, String identifier, boolean enabled) {

        /** Returns the last segment of the identifier. */
        public String version() {
            return identifier.substring(identifier.lastIndexOf('/') + 1);
        }
    }
}
