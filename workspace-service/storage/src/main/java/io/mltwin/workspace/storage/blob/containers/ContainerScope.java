package io.mltwin.workspace.storage.blob.containers;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;
import static io.mltwin.workspace.storage.wire.RequestErrors.missingHeader;

import io.mltwin.workspace.storage.encryption.ScopeKeys;
import io.vertx.core.MultiMap;

/**
 * The encryption scope of new blobs of a container, which is set when the container is made.
 *
 * @param defaultScope null: the account's key
 * @param deniesOverride no request may name another scope, or provide a key
 */
public record ContainerScope(String defaultScope, boolean deniesOverride) {

    public static final ContainerScope NONE = new ContainerScope(null, false);

    private static final String SCOPE = "x-ms-default-encryption-scope";
    private static final String DENY = "x-ms-deny-encryption-scope-override";

    /**
     * Reads the headers of Create Container.
     *
     * @throws io.mltwin.armweb.AzureException 400 unless both are given or none
     */
    static ContainerScope of(MultiMap headers) {
        String scope = headers.get(SCOPE);
        String deny = headers.get(DENY);
        if (scope == null && deny == null) {
            return NONE;
        }
        if (scope == null || deny == null) {
            throw missingHeader(scope == null ? SCOPE : DENY);
        }
        invalidHeaderIf(!deny.matches("(?i)true|false"), DENY, "it is true or false.");
        return named(scope, Boolean.parseBoolean(deny));
    }

    /** By the name of a scope, or of the account's key. */
    public static ContainerScope named(String scope, boolean deniesOverride) {
        return new ContainerScope(ScopeKeys.ACCOUNT_KEY.equals(scope) ? null : scope, deniesOverride);
    }

    /** The scope's name, or that of the account's key. */
    public String name() {
        return defaultScope == null ? ScopeKeys.ACCOUNT_KEY : defaultScope;
    }
}
