package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.RawConnection;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no client sends: each request of the table is refused with the right error, leaves nothing
 * behind, and the services are the same processes afterwards.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class HostileRequestsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String MARK =
            "hostile" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    /** Tables that record requests, refused ones too, and hold no resource. */
    private static final String RECORDS = "(outbox|event|operation|trace|deployment)";

    private static final Map<String, String> RESOURCES = Map.of(
            "arm", "https://management.azure.com",
            "vault", "https://vault.azure.net",
            "storage", "https://storage.azure.com");

    private final Map<PlatformService, String> lives = new EnumMap<>(PlatformService.class);

    @BeforeAll
    void whenTheProcessesStarted() throws Exception {
        PLATFORM.flows();
        for (PlatformService service : PlatformService.values()) {
            lives.put(service, PLATFORM.platform().lifeOf(service));
        }
    }

    static List<HostileRequest> requests() {
        List<HostileRequest> all = HostileRequest.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(60);
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void eachIsRefused(HostileRequest request) throws Exception {
        // When
        String answer = send(request);

        // Then
        Matcher status = Pattern.compile("^HTTP/1\\.[01] (\\d{3})").matcher(answer);
        assertThat(status.find()).as("an answer: " + answer).isTrue();
        assertThat(Integer.valueOf(status.group(1))).as(answer).isIn(request.statuses());
        assertThat(answer)
                .doesNotContain("evil.example:")
                .doesNotContain("Exception")
                .doesNotContain("root:x:0:0");
    }

    @AfterAll
    void nothingIsLeftAndTheProcessesAreTheSame() throws Exception {
        for (PlatformService service : PlatformService.values()) {
            assertThat(PLATFORM.platform().lifeOf(service)).as(service.key()).isEqualTo(lives.get(service));
            assertThat(tablesWithMark(service)).as(service.key()).isEmpty();
        }
    }

    /** The tables of which a row holds the mark that each request carries. */
    private static List<String> tablesWithMark(PlatformService service) throws Exception {
        return PLATFORM.platform().select(service, """
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name !~ '%s'
                          and (xpath('/row/rows/text()', query_to_xml(
                                format('select count(*) as rows from %%I t where t::text like ''%%%%%s%%%%''', table_name),
                                false, true, '')))[1]::text <> '0'
                        """.formatted(RECORDS, MARK));
    }

    private static String send(HostileRequest request) throws Exception {
        byte[] body = HostileRequest.content(filled(request.body()));
        List<String> lines = new ArrayList<>();
        lines.add(filled(request.target()) + " HTTP/1.1");
        lines.add("Host: " + host(request));
        lines.add("Connection: close");
        if (!request.token().isEmpty()) {
            lines.add("Authorization: Bearer " + token(request.token()));
        }
        request.headers().forEach(header -> lines.add(filled(header.strip())));
        if (lines.stream().noneMatch(line -> line.startsWith("Content-Type:"))) {
            lines.add("Content-Type: application/json");
        }
        if (lines.stream().noneMatch(line -> line.startsWith("Content-Length:"))) {
            lines.add("Content-Length: " + body.length);
        }
        return raw(request.service(), String.join("\r\n", lines) + "\r\n\r\n", body);
    }

    /** A service may answer before it has read the body, and then reads no more of it. */
    private static String raw(PlatformService service, String head, byte[] body) throws IOException {
        try (RawConnection connection = RawConnection.open(PLATFORM.port(service))) {
            connection.send(head.getBytes(StandardCharsets.UTF_8));
            try {
                connection.send(body);
            } catch (SocketException answeredAlready) {
                return connection.rest();
            }
            return connection.rest();
        }
    }

    private static String host(HostileRequest request) {
        String host = filled(request.host());
        if (host.startsWith("=")) {
            return host.substring(1);
        }
        return (host.equals("-")
                        ? "localhost"
                        : host + "." + PLATFORM.platform().settings().base())
                + ":"
                + PLATFORM.port(request.service());
    }

    private static String token(String token) throws IOException {
        if (token.equals("admin")) {
            return PLATFORM.tokens().administrator();
        }
        String[] parts = token.split("@");
        return PLATFORM.azure().token(parts[0], RESOURCES.get(parts[1]));
    }

    private static String filled(String text) {
        OperatorCredentials.ServicePrincipal owner =
                PLATFORM.platform().credentials().servicePrincipals().get("owner");
        try {
            return text.replace("{ws}", PLATFORM.flows().workspaceId())
                    .replace("{rg}", PLATFORM.fixture().resourceGroupId())
                    .replace("{sub}", PLATFORM.subscription())
                    .replace("{registry}", PLATFORM.flows().containerRegistryId())
                    .replace("{account}", PLATFORM.flows().storageAccount())
                    .replace("{base}", PLATFORM.platform().settings().base())
                    .replace("{tenant}", owner.tenantId())
                    .replace("{id:owner}", owner.applicationId())
                    .replace("{secret:owner}", owner.secret())
                    .replace("{long}", "x".repeat(18_000))
                    .replace("{longer}", "x".repeat(64_000))
                    .replace("{brackets}", "(".repeat(3000) + "a" + ")".repeat(3000))
                    .replace("{mark}", MARK);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
