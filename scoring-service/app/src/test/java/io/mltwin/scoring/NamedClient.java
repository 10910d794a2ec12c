package io.mltwin.scoring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client that trusts one authority and whose DNS leads every name to the service under test. */
final class NamedClient {

    private final int port;
    private final X509Certificate authority;

    NamedClient(int port, X509Certificate authority) {
        this.port = port;
        this.authority = authority;
    }

    /** What came back, and with which certificate. */
    record Answer(String head, X509Certificate certificate, String protocol) {}

    /** Posts to {@code /score} of a host, whose certificate must be for it. */
    Answer score(String host, String body) throws IOException {
        return post(host, "/score", body);
    }

    Answer post(String host, String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST "
                + path
                + " HTTP/1.1\r\nHost: "
                + host
                + ":"
                + port
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + content.length
                + "\r\n\r\n";
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket socket = (SSLSocket) tls().getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return new Answer(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    (X509Certificate) socket.getSession().getPeerCertificates()[0],
                    socket.getSession().getProtocol());
        }
    }

    /** A context of its own for each connection, so that no session is resumed. */
    private SSLContext tls() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", authority);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS in this JDK", e);
        }
    }
}
