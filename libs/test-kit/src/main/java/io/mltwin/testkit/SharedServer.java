package io.mltwin.testkit;

import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * The PostgreSQL that all test runs of a checkout share, in a container: the first run that needs
 * one starts it, later ones find its address in the checkout's folder {@code target}. A run that
 * uses it holds a session with a lock; a minute after the last of them the container ends by itself
 * ({@code shared-postgres.sh}), so none ends while a run uses it and none outlives a killed build.
 *
 * @param session held while the server is used
 */
record SharedServer(String url, String password, Connection session) implements AutoCloseable {

    static final String USER = "postgres";

    /** Another image than Docker's official one. */
    private static final String IMAGE_VARIABLE = "MLTWIN_TEST_POSTGRES_IMAGE";

    private static final String IMAGE = "postgres:17";
    private static final String SCRIPT = "shared-postgres.sh";

    /** Nothing is kept, and each of the services has some thirty sessions. */
    private static final List<String> SETTINGS = List.of(
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_wal_size=128MB",
            "max_connections=300");

    /** Longer than what lies between the tests of two modules of a build. */
    private static final Duration REST = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PORT = 5432;
    private static final int REACHED_MILLIS = 1000;
    private static final int PASSWORD_BYTES = 16;

    /**
     * Joins the server that runs, else starts one.
     *
     * @param target the checkout's folder of what is built
     * @return empty where no Docker engine answers
     */
    static Optional<SharedServer> join(Path target) throws IOException, InterruptedException {
        return join(target, REST);
    }

    /** Does the same; a server that is started here ends when it was not used for so long. */
    static synchronized Optional<SharedServer> join(Path target, Duration rest)
            throws IOException, InterruptedException {
        Files.createDirectories(target);
        Path address = target.resolve("test-postgres.properties");
        try (FileChannel channel = FileChannel.open(
                target.resolve("test-postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // until the channel is closed
            channel.lock();
            Optional<SharedServer> running = running(address);
            return running.isPresent() || !DockerEngine.answers() ? running : Optional.of(start(address, rest));
        }
    }

    private static Optional<SharedServer> running(Path address) throws IOException {
        if (!Files.exists(address)) {
            return Optional.empty();
        }
        Properties known = new Properties();
        known.load(new StringReader(Files.readString(address)));
        try {
            return Optional.of(use(known.getProperty("url"), known.getProperty("password")));
        } catch (SQLException e) {
            if (!(e.getCause() instanceof ConnectException)) {
                System.err.println("The tests' PostgreSQL cannot be joined, another one is started: " + e);
            }
            return Optional.empty();
        }
    }

    /** A session that keeps the server from ending. */
    private static SharedServer use(String url, String password) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", USER);
        settings.setProperty("password", password);
        // one that has ended refuses at once; one on a busy machine is waited for
        settings.setProperty("connectTimeout", "60");
        settings.setProperty("loginTimeout", "60");
        Connection session = DriverManager.getConnection(url, settings);
        try (Statement statement = session.createStatement()) {
            statement.execute("set lock_timeout = '60s'");
            statement.execute("select pg_advisory_lock_shared(1)");
            return new SharedServer(url, password, session);
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private static SharedServer start(Path address, Duration rest) throws IOException, InterruptedException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--detach",
                "--quiet",
                "--rm",
                "--label=" + label(address.getParent()),
                "--publish=127.0.0.1::" + PORT,
                "--tmpfs=/var/lib/postgresql/data",
                "--env=POSTGRES_PASSWORD=" + password,
                "--env=POSTGRES_INITDB_ARGS=--no-sync",
                "--env=REST_SECONDS=" + rest.toSeconds(),
                System.getenv().getOrDefault(IMAGE_VARIABLE, IMAGE),
                "bash",
                "-c",
                script(),
                SCRIPT));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        String container = DockerEngine.run(command.toArray(String[]::new));
        String url = "jdbc:postgresql://" + address(container) + "/postgres";
        SharedServer server = awaitSession(url, password, container);
        DataFolder.writePrivate(address, "url=" + url + "\npassword=" + password + "\n");
        return server;
    }

    /**
     * The container's own address where this machine reaches it, which spares Docker's proxy each
     * byte; else the published port.
     */
    private static String address(String container) throws IOException, InterruptedException {
        String own = DockerEngine.run(
                "inspect", "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);
        return !own.isEmpty() && isReached(own)
                ? own + ":" + PORT
                : DockerEngine.run("port", container, PORT + "/tcp")
                        .lines()
                        .iterator()
                        .next();
    }

    /** A server that does not listen yet refuses, and so is there. */
    private static boolean isReached(String host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, PORT), REACHED_MILLIS);
            return true;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the label by which containers of a folder are found. */
    static String label(Path target) {
        return "mltwin.tests=" + target;
    }

    private static String script() throws IOException {
        try (InputStream script = SharedServer.class.getResourceAsStream(SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static SharedServer awaitSession(String url, String password, String container)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return use(url, password);
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw new IOException(
                            "PostgreSQL in the container "
                                    + container
                                    + " cannot be reached at "
                                    + url
                                    + " ("
                                    + e.getMessage()
                                    + "). Its log: "
                                    + DockerEngine.run("logs", container),
                            e);
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }

    @Override
    public void close() throws IOException {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IOException("The session with the tests' PostgreSQL cannot be closed", e);
        }
    }
}
