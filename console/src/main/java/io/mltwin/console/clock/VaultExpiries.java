package io.mltwin.console.clock;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHost;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ODataText;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.clock.Expiries.Expiry;
import io.mltwin.console.workspaces.Workspaces;
import io.mltwin.console.workspaces.Workspaces.Subscription;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Secrets, keys and certificates with an expiry date, of the vaults that the user may list. */
@Singleton
record VaultExpiries(Workspaces workspaces, ResourceManager arm, AzureClient azure, AzureHosts hosts) {

    private static final int MOST_VAULTS = 20;
    private static final int MOST_PAGES = 10;
    private static final String VAULTS =
            "&$filter=" + UriEncoding.encodeQueryValue(ODataText.equal("resourceType", "Microsoft.KeyVault/vaults"));

    record Resource(String id, String name) {}

    record Items(List<Item> value, String nextLink) {}

    record Item(String id, String kid, Attributes attributes) {
        String name() {
            String address = id == null ? kid : id;
            return address.substring(address.lastIndexOf('/') + 1);
        }
    }

    record Attributes(Long exp) {}

    /** Adds what expires, and to {@code unread} the vaults that the user may not list. */
    void addTo(List<Expiry> found, List<String> unread) {
        int read = 0;
        for (Subscription subscription : workspaces.subscriptions()) {
            String path = ResourceManager.path(ArmResourceId.subscription(subscription.subscriptionId()), "/resources");
            for (Resource vault : arm.list(path + VAULTS, Resource.class)) {
                if (read++ < MOST_VAULTS) {
                    add(vault, found, unread);
                } else {
                    unread.add(vault.name());
                }
            }
        }
    }

    private void add(Resource vault, List<Expiry> found, List<String> unread) {
        try {
            found.addAll(list(vault, "secrets", Expiry.Kind.SECRET));
            found.addAll(list(vault, "keys", Expiry.Kind.KEY));
            found.addAll(list(vault, "certificates", Expiry.Kind.CERTIFICATE));
        } catch (AzureException refused) {
            unread.add(vault.name());
        }
    }

    private List<Expiry> list(Resource vault, String collection, Expiry.Kind kind) {
        List<Expiry> found = new ArrayList<>();
        AzureHost host = hosts.vault(vault.name());
        String next = "/" + collection + "?api-version=7.4";
        for (int page = 0; next != null && page < MOST_PAGES; page++) {
            Items items = azure.get(host, next).as(Items.class);
            for (Item item : items.value()) {
                if (item.attributes() != null && item.attributes().exp() != null) {
                    found.add(new Expiry(
                            kind,
                            item.name(),
                            vault.name(),
                            Instant.ofEpochSecond(item.attributes().exp()),
                            "/resources" + vault.id()));
                }
            }
            next = next(items.nextLink());
        }
        return found;
    }

    private static String next(String link) {
        if (isEmpty(link)) {
            return null;
        }
        URI uri = URI.create(link);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
