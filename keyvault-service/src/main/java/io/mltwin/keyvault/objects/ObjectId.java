package io.mltwin.keyvault.objects;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identifier of a vault's object or of one of its versions, {@code
 * https://kv1.vault.mltwin.localhost:8443/secrets/name/32-hex}.
 *
 * @param vaultUrl scheme, host and port, without a slash
 * @param version null for the object itself
 */
public record ObjectId(String vaultUrl, Kind kind, String name, String version) {

    private static final Pattern VERSION = Pattern.compile("[0-9a-fA-F]{32}");
    private static final int VERSION_BYTES = 16;

    public static String newVersion(SecureRandom random) {
        byte[] bytes = new byte[VERSION_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Returns the URL of the soft-deleted object. */
    public String recoveryId() {
        return vaultUrl + "/deleted" + kindText() + "/" + name;
    }

    private String kindText() {
        return AsciiCase.lower(kind.name());
    }

    @Override
    public String toString() {
        return vaultUrl + "/" + kindText() + "/" + name + (version == null ? "" : "/" + version);
    }
}
