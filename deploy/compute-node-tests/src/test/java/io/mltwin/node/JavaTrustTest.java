package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.calls.NodeHttp.JavaTrust;
import io.mltwin.node.job.RunFolder;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaTrustTest {

    @TempDir
    Path runs;

    @Test
    void aScriptsJavaReadsTheAuthoritiesWithoutAPassword() throws Exception {
        RunFolder folder = RunFolder.create(runs, "r");
        Path authorities = TlsIdentity.create().certificate();

        JavaTrust.write(authorities, folder);

        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream written = Files.newInputStream(JavaTrust.file(folder));
                InputStream expected = Files.newInputStream(authorities)) {
            store.load(written, null);
            assertThat(store.getCertificate("authority0"))
                    .isEqualTo(CertificateFactory.getInstance("X.509").generateCertificate(expected));
        }
        assertThat(JavaTrust.options(folder)).contains("-Djavax.net.ssl.trustStore=" + JavaTrust.file(folder));
    }
}
