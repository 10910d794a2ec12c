package io.mltwin.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;

/** Keys of SSH clients, as files. */
final class TestKeys {

    private TestKeys() {}

    /** Writes the private half as PKCS #8. */
    static Path write(Path folder, KeyPair key) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.getPrivate().getEncoded());
        Path file = Files.writeString(
                folder.resolve("id_rsa"), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
