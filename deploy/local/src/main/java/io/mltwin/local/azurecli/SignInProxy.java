package io.mltwin.local.azurecli;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Lets az sign in a user with a password. For that MSAL asks the authority's port 443 about the
 * user, whatever port the authority has: this proxy leads such connections to identity-service, and
 * others to names of the platform where they want to go.
 */
record SignInProxy(PlatformSettings settings, ServerSocket server) implements AutoCloseable {

    private static final int LONGEST_HEAD = 8192;

    static SignInProxy start(PlatformSettings settings) throws IOException {
        SignInProxy proxy = new SignInProxy(settings, new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
        daemon(proxy::acceptAll);
        return proxy;
    }

    /** Returns the value of HTTPS_PROXY. */
    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> connect(client));
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            URI target = URI.create("https://" + target(in));
            if (target.getHost() == null || !target.getHost().endsWith("." + settings.base())) {
                client.getOutputStream().write(line("HTTP/1.1 403 Forbidden"));
                return;
            }
            int port = target.getPort() == 443 ? settings.ports().of(PlatformService.IDENTITY) : target.getPort();
            try (Socket service = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.getOutputStream().write(line("HTTP/1.1 200 Connected"));
                daemon(() -> copy(service, client));
                copy(client, service);
            }
        } catch (IOException | IllegalArgumentException e) {
            // az sees a connection that ends, and says so
            return;
        }
    }

    /** Reads the head of CONNECT host:port HTTP/1.1 and returns host and port. */
    private static String target(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() == LONGEST_HEAD) {
                throw new IOException("no head of a request");
            }
            head.append((char) next);
        }
        String[] words = head.toString().split(" ", 3);
        if (!words[0].equals("CONNECT") || words.length < 3) {
            throw new IOException("not CONNECT");
        }
        return words[1];
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // one side has ended: the other is closed with the connection
            return;
        }
    }

    private static byte[] line(String status) {
        return (status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "mltwin-sign-in-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
