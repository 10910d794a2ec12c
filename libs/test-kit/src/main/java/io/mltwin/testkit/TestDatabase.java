package io.mltwin.testkit;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.postgres.PostgresBinaries;
import io.mltwin.local.postgres.PostgresPart;
import io.mltwin.local.process.Progress;
import io.mltwin.local.process.Supervisor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** An empty database of a real PostgreSQL for one service; gone when it is closed. */
public abstract class TestDatabase implements AutoCloseable {

    /** Address of a PostgreSQL to use, {@code jdbc:postgresql://localhost:5432/postgres}. */
    public static final String URL = "MLTWIN_TEST_POSTGRES_URL";

    /** A role that may create databases there. */
    public static final String USER = "MLTWIN_TEST_POSTGRES_USER";

    /** Its password. */
    public static final String PASSWORD = "MLTWIN_TEST_POSTGRES_PASSWORD";

    private final DatabaseSessions sessions = new DatabaseSessions();

    abstract String url();

    abstract String user();

    abstract String password();

    @Override
    public abstract void close() throws IOException;

    /**
     * The server that the checkout's test runs share; empty where no Docker engine answers, or the
     * environment names another one ({@link #URL}).
     */
    static Optional<SharedServer> shared() throws IOException, InterruptedException {
        return System.getenv(URL) != null
                ? Optional.empty()
                : SharedServer.join(Checkout.find().root().resolve("target"));
    }

    /**
     * Opens one: in the PostgreSQL that the environment names ({@link #URL}, {@link #USER}, {@link
     * #PASSWORD}), else in the shared one, else in the launcher's own server.
     */
    static TestDatabase open(TestPlatform platform, Optional<SharedServer> shared)
            throws IOException, InterruptedException {
        String url = System.getenv(URL);
        if (url != null) {
            return ExternalDatabase.create(
                    url,
                    System.getenv(USER),
                    System.getenv(PASSWORD),
                    platform.underTest().key());
        }
        return shared.isPresent()
                ? ExternalDatabase.create(shared.get(), platform.underTest().key())
                : EmbeddedDatabase.start(platform.trust(), platform.underTest());
    }

    /** A connection for a look at what the service has really stored. */
    public Connection connect() throws SQLException {
        return sessions.open(url(), user(), password());
    }

    /**
     * The launcher's own PostgreSQL, in the folder of the test run: roles and rights as in the real
     * platform.
     */
    private static final class EmbeddedDatabase extends TestDatabase {

        private final PostgresPart server;
        private final Supervisor supervisor;
        private final PlatformService service;
        private final String password;

        private EmbeddedDatabase(PostgresPart server, Supervisor supervisor, PlatformService service)
                throws IOException {
            this.server = server;
            this.supervisor = supervisor;
            this.service = service;
            this.password = server.password(service.key());
        }

        static EmbeddedDatabase start(TestTrust trust, PlatformService service)
                throws IOException, InterruptedException {
            PostgresPart server = new PostgresPart(trust.folder(), trust.ports().postgres(), PostgresBinaries.ofUser());
            Supervisor supervisor = new Supervisor(trust.folder(), List.of(server), Progress.silent());
            supervisor.start();
            return new EmbeddedDatabase(server, supervisor, service);
        }

        @Override
        String url() {
            return server.url(service.key());
        }

        @Override
        String user() {
            return service.key();
        }

        @Override
        String password() {
            return password;
        }

        @Override
        public void close() throws IOException {
            supervisor.close();
        }
    }
}
