package io.mltwin.console.keys;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key in a vault, as its URI names it.
 *
 * @param version null for the newest
 */
public record KeyReference(String vault, String name, String version) {

    private static final Pattern VAULT = Pattern.compile("[A-Za-z0-9-]{3,24}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,127}");
    private static final Pattern URI =
            Pattern.compile("https://(?<vault>[A-Za-z0-9-]{3,24})\\.[^/]+/keys/(?<name>[A-Za-z0-9-]{1,127})"
                    + "(/(?<version>[A-Za-z0-9]{1,64}))?/?");

    /** Reads the URI of a key, with or without its version; null when it is none. */
    public static KeyReference of(String uri) {
        Matcher matcher = URI.matcher(orEmpty(uri));
        return matcher.matches()
                ? new KeyReference(matcher.group("vault"), matcher.group("name"), matcher.group("version"))
                : null;
    }

    /** Reads the URI of a vault and a key's name in it; null when they are none. */
    static KeyReference of(String vaultUri, String name, String version) {
        boolean anyVersion = isEmpty(version);
        String vault = vaultUri == null ? "" : vaultUri.replaceFirst("/*$", "");
        return of(vault + "/keys/" + name + (anyVersion ? "" : "/" + version));
    }

    /** Returns whether these can be the names of a vault and of a key. */
    static boolean isValid(String vault, String name) {
        return vault != null
                && name != null
                && VAULT.matcher(vault).matches()
                && NAME.matcher(name).matches();
    }
}
