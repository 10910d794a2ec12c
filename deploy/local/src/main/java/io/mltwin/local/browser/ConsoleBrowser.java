package io.mltwin.local.browser;

import io.mltwin.encoding.Sha256;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command line of a Chromium that shows the console: with a profile of its own, so that neither
 * certificate nor cookie touches the profile that the user browses with. It takes the platform's
 * servers by their keys (SHA-256 of SubjectPublicKeyInfo); every other certificate is checked as
 * always.
 *
 * @param profile Chromium's folder; it honours trusted keys only where it is told one
 * @param keys of the platform's servers
 * @param base the platform's domain
 * @param resolves true when this machine resolves names below the domain
 */
public record ConsoleBrowser(Path profile, Set<PublicKey> keys, String base, boolean resolves) {
    private static final String LOOPBACK_DOMAIN = ".localhost";

    /** Returns program and arguments that open one page. */
    public List<String> commandLine(Path program, String url) {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.add("--user-data-dir=" + profile);
        line.add("--ignore-certificate-errors-spki-list=" + String.join(",", pins()));
        // Chromium leads names under .localhost to the loopback address by itself
        if (!resolves && !base.endsWith(LOOPBACK_DOMAIN)) {
            line.add("--host-resolver-rules=MAP *." + base + " 127.0.0.1");
        }
        line.add("--no-first-run");
        line.add("--no-default-browser-check");
        line.add("--new-window");
        line.add(url);
        return List.copyOf(line);
    }

    private Set<String> pins() {
        Set<String> pins = new TreeSet<>();
        for (PublicKey key : keys) {
            pins.add(Base64.getEncoder().encodeToString(Sha256.hash(key.getEncoded())));
        }
        return pins;
    }
}
