package io.mltwin.console.keys;

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
