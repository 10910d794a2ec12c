package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a service gets is real: a database, and peers over HTTPS. */
class PlatformTestResourceTest {

    private static final PlatformTestResource RESOURCE = new PlatformTestResource();
    private static Map<String, String> settings;

    @BeforeAll
    static void start() {
        RESOURCE.init(Map.of("service", "telemetry", "mltwin.delay.role", "PT1S"));
        settings = RESOURCE.start();
    }

    /** Stops, and leaves nothing behind. */
    @AfterAll
    static void stop() {
        RESOURCE.stop();
        assertThat(Path.of(settings.get("mltwin.trust-dir"))).doesNotExist();
    }

    @Test
    void theDatabaseIsTheServicesOwn() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                settings.get("mltwin.database.url"),
                settings.get("mltwin.database.username"),
                settings.get("mltwin.database.password"))) {
            connection.createStatement().execute("create table t (id int)");
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
        }
    }

    @Test
    void aClosedSessionIsUsedAgainAndLeavesNothing() throws SQLException {
        DatabaseSessions sessions = new DatabaseSessions();
        String before;
        try (Connection connection = open(sessions)) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("create temp table left_over (id int)");
            connection.commit();
            connection.createStatement().execute("create table not_committed (id int)");
            before = first(connection, "select pg_backend_pid()");
        }
        try (Connection connection = open(sessions);
                Connection other = open(sessions)) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(first(connection, "select pg_backend_pid()")).isEqualTo(before);
            assertThat(first(connection, "select to_regclass('left_over')")).isNull();
            assertThat(first(connection, "select to_regclass('not_committed')")).isNull();
            assertThat(first(other, "select pg_backend_pid()")).isNotEqualTo(before);
        }
    }

    private static Connection open(DatabaseSessions sessions) throws SQLException {
        return sessions.open(
                settings.get("mltwin.database.url"),
                settings.get("mltwin.database.username"),
                settings.get("mltwin.database.password"));
    }

    private static String first(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void thePrivateFolderHoldsWhatTheLauncherMakes() {
        assertThat(Path.of(settings.get("mltwin.private-dir")))
                .isDirectoryContaining("glob:**/root-keys.json")
                .isDirectoryContaining("glob:**/client-key.pem")
                .isDirectoryContaining("glob:**/tls.pem");
        assertThat(Files.isDirectory(Path.of(settings.get("mltwin.data-dir")))).isTrue();
        assertThat(settings).containsEntry("mltwin.service", "telemetry").containsEntry("mltwin.delay.role", "PT1S");
    }

    @Test
    void peersAnswerOverHttpsAndAreRecorded() throws IOException, InterruptedException {
        // Given
        TestPlatform platform = TestPlatform.current();
        String keys = "https://localhost:"
                + platform.trust().ports().of(io.mltwin.local.layout.PlatformService.IDENTITY)
                + "/common/discovery/v2.0/keys";
        // When
        HttpResponse<String> answer = platform.service()
                .client()
                .send(HttpRequest.newBuilder(java.net.URI.create(keys)).build(), HttpResponse.BodyHandlers.ofString());
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"kty\":\"RSA\"").doesNotContain("\"d\":");
        assertThat(platform.calls().received("identity")).isNotEmpty();
    }

    @Test
    void decisionsNeedAServiceToken() throws IOException, InterruptedException {
        // Given
        TestPlatform platform = TestPlatform.current();
        String check = "https://localhost:"
                + platform.trust().ports().of(io.mltwin.local.layout.PlatformService.IDENTITY)
                + "/_mltwin/access/check";
        HttpRequest.Builder request = HttpRequest.newBuilder(java.net.URI.create(check))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"principalId\":\"p\",\"checks\":[{\"action\":\"a\",\"scope\":\"/s\"}]}"));
        // When
        HttpResponse<String> without =
                platform.service().client().send(request.build(), HttpResponse.BodyHandlers.ofString());
        request.header(
                "Authorization",
                "Bearer " + platform.issuer().service("telemetry", "identity").sign());
        HttpResponse<String> with =
                platform.service().client().send(request.build(), HttpResponse.BodyHandlers.ofString());
        // Then
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(with.body()).isEqualTo("{\"decisions\":[false]}");
    }
}
