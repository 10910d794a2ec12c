package io.mltwin.console.keys;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.keys.VaultKeys.VaultKey;
import io.mltwin.console.page.ShownError;

/**
 * A place in which a workspace's data lies encrypted.
 *
 * @param reference the customer's key; null for a key of Microsoft's
 * @param version the version that is in use, as far as the resource says
 * @param identity who opens the key: an ARM id, a client id or an object id; empty when the
 *     resource does not say
 * @param key the key in its vault; null when it could not be read
 * @param problem why the resource or the key cannot be read; null when they could
 */
public record Surface(
        SurfaceKind kind,
        ArmResourceId resource,
        KeyReference reference,
        String version,
        String identity,
        VaultKey key,
        ShownError problem) {

    /** Returns whether Azure Cosmos DB's own application opens the key. */
    public boolean isOpenedByCosmos() {
        return kind == SurfaceKind.RUN_HISTORY && identity.isEmpty();
    }

    static Surface ofMicrosoft(SurfaceKind kind, ArmResourceId resource) {
        return new Surface(kind, resource, null, "", "", null, null);
    }

    static Surface unreadable(SurfaceKind kind, ArmResourceId resource, ShownError problem) {
        return new Surface(kind, resource, null, "", "", null, problem);
    }
}
