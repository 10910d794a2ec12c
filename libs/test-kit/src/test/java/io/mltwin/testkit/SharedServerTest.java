package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where no Docker engine answers there is none to share, which is shown too. */
@Timeout(180)
class SharedServerTest {

    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path target;

    @Test
    void runsShareAServerThatEndsAfterTheLast() throws Exception {
        // Given: the address of one that has ended
        Files.writeString(
                target.resolve("test-postgres.properties"),
                "url=jdbc:postgresql://127.0.0.1:1/postgres\npassword=none\n");

        // When
        Optional<SharedServer> first = SharedServer.join(target, REST);
        Optional<SharedServer> second = SharedServer.join(target, REST);

        // Then
        assertThat(first.isPresent()).isEqualTo(DockerEngine.answers());
        assertThat(second.map(SharedServer::url)).isEqualTo(first.map(SharedServer::url));
        if (first.isEmpty()) {
            return;
        }
        ExternalDatabase database = ExternalDatabase.create(first.get(), "keyvault");
        assertThat(databases(second.get())).isEqualTo(1);
        database.close();
        assertThat(databases(second.get())).isZero();
        Thread.sleep(REST.multipliedBy(3).toMillis());
        assertThat(databases(second.get())).isZero();
        second.get().close();
        assertThatNoneIsLeft();
    }

    private static long databases(SharedServer server) throws SQLException {
        try (Statement statement = server.session().createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*) from pg_database where datname like 'mltwin%'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void assertThatNoneIsLeft() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(SOON);
        while (!containers().isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(500);
        }
        assertThat(containers()).isEmpty();
    }

    private String containers() throws IOException, InterruptedException {
        return DockerEngine.run("ps", "--all", "--quiet", "--filter", "label=" + SharedServer.label(target));
    }
}
