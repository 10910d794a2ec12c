package io.mltwin.console.keys;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.parts.ConcurrentParts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Keys of vaults, on the vault's data plane (API 7.4) and as the signed-in user. */
@ApplicationScoped
public class VaultKeys {

    private static final String VERSION = "?api-version=7.4";
    private static final int MOST_KEYS = 25;

    private final AzureClient azure;
    private final AzureHosts hosts;
    private final ConcurrentParts parts;

    VaultKeys(AzureClient azure, AzureHosts hosts, ConcurrentParts parts) {
        this.azure = azure;
        this.hosts = hosts;
        this.parts = parts;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeyBody(Key key, Attributes attributes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Key(String kid) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Attributes(boolean enabled) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(String kid, Attributes attributes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
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
}
