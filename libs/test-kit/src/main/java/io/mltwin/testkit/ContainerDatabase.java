package io.mltwin.testkit;

import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL in a container of its own. */
final class ContainerDatabase extends TestDatabase {

    /** Another image than Docker's official one. */
    private static final String IMAGE_VARIABLE = "MLTWIN_TEST_POSTGRES_IMAGE";

    private static final String IMAGE = "postgres:17";

    private final PostgreSQLContainer container;

    private ContainerDatabase(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerDatabase start() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(System.getenv().getOrDefault(IMAGE_VARIABLE, IMAGE));
        container.start();
        return new ContainerDatabase(container);
    }

    @Override
    String url() {
        return container.getJdbcUrl();
    }

    @Override
    String user() {
        return container.getUsername();
    }

    @Override
    String password() {
        return container.getPassword();
    }

    @Override
    public void close() {
        container.stop();
    }
}
