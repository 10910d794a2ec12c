package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.PlatformService;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * PostgreSQL and Kafka trust nobody because of where he comes from; the services' ports speak TLS
 * only.
 */
class StoresRefuseStrangersTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void postgresWantsThePassword(PlatformService service) throws Exception {
        String url = "jdbc:postgresql://" + PLATFORM.platform().databaseAddress() + "/" + service.key();

        assertThatThrownBy(() ->
                        DriverManager.getConnection(url, service.key(), "").close())
                .hasMessageContaining("password");
        assertThatThrownBy(() ->
                        DriverManager.getConnection(url, service.key(), "guess").close())
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() ->
                        DriverManager.getConnection(url, "postgres", "postgres").close())
                .hasMessageContaining("authentication failed");
    }

    @ParameterizedTest
    @EnumSource(
            value = org.apache.kafka.common.security.auth.SecurityProtocol.class,
            names = {"PLAINTEXT", "SSL"})
    void kafkaWantsACertificate(org.apache.kafka.common.security.auth.SecurityProtocol protocol) throws Exception {
        Properties settings = new Properties();
        settings.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, PLATFORM.platform().brokerAddress());
        settings.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, protocol.name);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "4000");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000");
        // The stranger takes any name, so that it is the broker who refuses.
        settings.put("ssl.endpoint.identification.algorithm", "");
        settings.put("ssl.truststore.type", "PEM");
        settings.put(
                "ssl.truststore.location",
                PLATFORM.platform().folder().caCertificate().toString());

        try (Admin stranger = Admin.create(settings)) {
            assertThatThrownBy(() -> stranger.listTopics().names().get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void aServicePortAnswersNoPlainHttp(PlatformService service) throws Exception {
        try (Socket socket = new Socket("localhost", PLATFORM.port(service))) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET /q/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);

            // an alert of TLS or the end of the connection, and no HTTP, whatever its status
            assertThat(answer).doesNotContain("HTTP");
        }
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void everyServiceIsAProcessOfItsOwn(PlatformService service) throws Exception {
        assertThat(PLATFORM.platform().hasOwnProcess(service)).isTrue();
    }
}
