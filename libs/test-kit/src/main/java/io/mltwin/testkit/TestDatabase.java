package io.mltwin.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

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
     * Opens one: in the PostgreSQL that the environment names ({@link #URL}, {@link #USER}, {@link
     * #PASSWORD}), else in a container where a Docker engine answers, else in the launcher's own
     * server.
     */
    static TestDatabase open(TestPlatform platform) throws IOException, InterruptedException {
        String url = System.getenv(URL);
        if (url != null) {
            return ExternalDatabase.create(
                    url, System.getenv(USER), System.getenv(PASSWORD), platform.underTest().key());
        }
        if (DockerEngine.answers()) {
            return ContainerDatabase.start();
        }
        return EmbeddedDatabase.start(platform.trust(), platform.underTest());
    }

    /** A connection for a look at what the service has really stored. */
    public Connection connect() throws SQLException {
        return sessions.open(url(), user(), password());
    }
}
