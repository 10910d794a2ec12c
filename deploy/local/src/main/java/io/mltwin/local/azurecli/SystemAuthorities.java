package io.mltwin.local.azurecli;

import io.mltwin.local.layout.BoundedContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The authorities that programs of this machine trust, in the files of the common distributions. */
public final class SystemAuthorities {

    /** Debian and Alpine, Red Hat, SUSE, macOS. */
    public static final List<String> FILES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private SystemAuthorities() {}

    /** Returns the certificates of the first file that there is; nothing where there is none. */
    static String text() throws IOException {
        for (String file : FILES) {
            if (Files.isReadable(Path.of(file))) {
                return BoundedContent.text(Path.of(file)) + "\n";
            }
        }
        return "";
    }
}
