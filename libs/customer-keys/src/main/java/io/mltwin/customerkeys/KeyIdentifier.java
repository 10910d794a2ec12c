package io.mltwin.customerkeys;

import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of a vault, {@code https://{vault}.vault.BASE:8443/keys/{name}[/{version}]}: what Azure
 * calls a key identifier.
 *
 * @param host the vault's, with its port
 * @param version null for whichever is the newest
 */
public record KeyIdentifier(String host, String name, String version) {

    private static final Pattern PATH = Pattern.compile("/keys/([0-9A-Za-z-]{1,127})(?:/([0-9A-Fa-f]{32}))?/?");
    private static final Pattern VAULT = Pattern.compile("[a-z0-9][a-z0-9-]{1,22}[a-z0-9]");

    /** Empty for what is no key of a vault of this platform. */
    public static Optional<KeyIdentifier> parse(String text, Addresses addresses) {
        URI uri = uri(text);
        if (uri == null || !isVault(uri, addresses)) {
            return Optional.empty();
        }
        Matcher path = PATH.matcher(String.valueOf(uri.getRawPath()));
        return path.matches()
                ? Optional.of(new KeyIdentifier(host(uri), path.group(1), lower(path.group(2))))
                : Optional.empty();
    }

    /** From the vault's address, a name and a version, which may be empty or null. */
    public static Optional<KeyIdentifier> of(String vaultUri, String name, String version, Addresses addresses) {
        if (vaultUri == null || name == null) {
            return Optional.empty();
        }
        String vault = vaultUri.replaceFirst("/$", "");
        boolean newest = isEmpty(version);
        return parse(vault + "/keys/" + name + (newest ? "" : "/" + version), addresses)
                .filter(key -> newest == (key.version == null));
    }

    /** Name of the vault. */
    public String vault() {
        return host.substring(0, host.indexOf('.'));
    }

    public String vaultUri() {
        return "https://" + host + "/";
    }

    public boolean isVersioned() {
        return version != null;
    }

    public KeyIdentifier withoutVersion() {
        return new KeyIdentifier(host, name, null);
    }

    String path() {
        return "/keys/" + name + (version == null ? "" : "/" + version);
    }

    @Override
    public String toString() {
        return "https://" + host + path();
    }

    private static URI uri(String text) {
        try {
            return text == null ? null : URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean isVault(URI uri, Addresses addresses) {
        if (!AsciiCase.equal("https", uri.getScheme())
                || uri.getRawAuthority() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return false;
        }
        String vault = host(uri).split("\\.", 2)[0];
        return VAULT.matcher(vault).matches() && host(uri).equals(addresses.vaultHost(vault));
    }

    private static String host(URI uri) {
        return AsciiCase.lower(uri.getRawAuthority());
    }

    private static String lower(String text) {
        return text == null ? null : AsciiCase.lower(text);
    }
}
