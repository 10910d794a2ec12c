package io.mltwin.container.agent;

import io.mltwin.container.ContainerRuntime;
import io.mltwin.container.Frame;
import io.mltwin.container.SharedFolders;
import io.mltwin.container.process.ContainerCommand;
import io.mltwin.container.process.ProcessRuntime;
import io.mltwin.sandbox.PortRelay;
import io.mltwin.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Runs the containers of web services apart from scoring-service: connects to it, shows the host's
 * secret, and keeps one connection waiting; each that is given a container runs it, and another one
 * waits. Settings are variables, see the README.
 */
public final class HostAgent {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final URI service;
    private final SSLSocketFactory sockets;
    private final String secret;
    private final Path place;
    private final SharedFolders packages = new SharedFolders();
    private final ContainerRuntime runtime;
    private final Runnable connected;

    /**
     * @param service {@code tls://scoring-service:9445}
     * @param sockets trusts the platform's authority alone
     * @param place where the folders of containers lie
     * @param connected runs at each connection
     */
    public HostAgent(
            URI service,
            SSLSocketFactory sockets,
            String secret,
            Path place,
            ContainerRuntime runtime,
            Runnable connected) {
        this.service = service;
        this.sockets = sockets;
        this.secret = secret;
        this.place = place;
        this.runtime = runtime;
        this.connected = connected;
    }

    /** Runs until the process ends. */
    public static void main(String[] args) throws Exception {
        Path place = path("MLTWIN_HOST_FOLDER");
        ContainerCommand command = new ContainerCommand(path("MLTWIN_HOST_JAVA"), path("MLTWIN_HOST_ENVIRONMENTS"));
        Sandbox sandbox = Sandbox.find(place, command.readOnly());
        System.out.println(sandbox.sentence() + " " + sandbox.reason());
        List<Integer> ports = new ArrayList<>();
        PortRelay relay = new PortRelay();
        // Names under .localhost lead to the services here as they do on the machine.
        for (String peer : System.getenv().getOrDefault("MLTWIN_HOST_PEERS", "").split(",")) {
            if (!peer.isEmpty()) {
                int colon = peer.indexOf(':');
                ports.add(Integer.valueOf(peer.substring(colon + 1)));
                relay.start(peer.substring(0, colon), ports.get(ports.size() - 1));
            }
        }
        Path ready = path("MLTWIN_HOST_READY");
        HostAgent agent = new HostAgent(
                URI.create(variable("MLTWIN_HOST_SERVICE")),
                trusting(path("MLTWIN_HOST_CA")).getSocketFactory(),
                Files.readString(path("MLTWIN_HOST_SECRET")).strip(),
                place,
                new ProcessRuntime(command, sandbox, ports),
                () -> touch(ready));
        while (true) {
            agent.serveOne();
        }
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, and returns as soon as the connection was given a container. */
    public void serveOne() throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                AgentConnection connection = connect();
                connected.run();
                pause = FIRST_PAUSE_MILLIS;
                HostedContainer container = new HostedContainer(runtime, place, packages, connection);
                Frame start = container.awaitStart();
                if (start != null) {
                    new Thread(() -> run(container, start), "container").start();
                    return;
                }
            } catch (IOException | IllegalArgumentException e) {
                // The service is away: it is tried again.
                pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            }
            Thread.sleep(pause);
        }
    }

    private static void run(HostedContainer container, Frame start) {
        try {
            container.run(start);
        } catch (IOException | RuntimeException e) {
            System.err.println("A container ended: " + e.getMessage());
        }
    }

    private AgentConnection connect() throws IOException {
        SSLSocket socket = (SSLSocket) sockets.createSocket(service.getHost(), service.getPort());
        try {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            AgentConnection connection = new AgentConnection(socket);
            connection.send(Frame.of(Map.of("type", "hello", "secret", secret)));
            if (connection.receive(0, TIMEOUT_MILLIS) == null) {
                throw new IOException("the service does not know this host");
            }
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** TLS with the platform's authority as the only one that is trusted. */
    public static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            int n = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + n++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Path path(String name) {
        return Path.of(variable(name));
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException("the variable " + name + " is not set");
        }
        return value;
    }
}
