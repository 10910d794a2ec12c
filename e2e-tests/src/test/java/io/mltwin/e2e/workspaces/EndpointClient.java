package io.mltwin.e2e.workspaces;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A client in whose network a name resolves to the address of a private endpoint: it connects
 * there, and the certificate is checked against the name.
 */
final class EndpointClient {
    private static final int PATIENCE_MILLIS = 30_000;

    private final SSLContext tls;

    EndpointClient(Path authority) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    /** What a request was answered. */
    record Answer(int status, String text) {}

    /**
     * A request to an address, over a connection to another one.
     *
     * @param endpoint IP address that the name of {@code address} stands for
     * @param header one more line, such as a forged {@code X-Forwarded-For}; null for none
     */
    Answer send(String endpoint, String method, String address, String token, String header) throws IOException {
        URI uri = URI.create(address);
        try (Socket plain = new Socket()) {
            plain.setSoTimeout(PATIENCE_MILLIS);
            plain.connect(new InetSocketAddress(endpoint, uri.getPort()), PATIENCE_MILLIS);
            try (SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, uri.getHost(), uri.getPort(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                OutputStream out = socket.getOutputStream();
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                String head = method
                        + " "
                        + uri.getRawPath()
                        + query
                        + " HTTP/1.1\r\nHost: "
                        + uri.getAuthority()
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\nConnection: close\r\nContent-Length: 0\r\n"
                        + (header == null ? "" : header + "\r\n")
                        + "\r\n";
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(Integer.parseInt(all.split(" ", 3)[1]), all);
            }
        }
    }
}
