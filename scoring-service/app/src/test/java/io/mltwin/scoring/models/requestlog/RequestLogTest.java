package io.mltwin.scoring.models.requestlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.eventrelay.SpoolRecord;
import io.mltwin.events.ScoringRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of scoring requests while the disk is full. */
class RequestLogTest {

    private static final int LARGE = 256 << 10;

    @TempDir
    Path folder;

    @Test
    void takesRecordsIntoTheReserveAndSaysWhenThatIsUsedUp() throws IOException {
        // Given: the relay's first look makes the reserve, then the disk takes no new file
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
        RequestLog log = new RequestLog(folder, json);
        log.source().next(1);
        Files.createSymbolicLink(
                folder.resolve("000000000001.spool"), folder.resolve("full").resolve("none"));
        Files.createDirectories(folder.resolve("000000000002.spool").resolve("full"));
        Files.createDirectories(folder.resolve("reserve.new").resolve("full"));
        // When
        int kept = 0;
        while ((kept + 1L) * (LARGE + 1000) < RequestLog.RESERVE_BYTES) {
            log.append(request(kept++)).join();
            if (kept % 3 == 0) {
                publish(log, 2);
            }
        }
        // Then
        assertThat((long) kept * LARGE).isGreaterThan(15L << 20);
        assertThatThrownBy(() -> log.append(request(-1))
                        .thenCompose(done -> log.append(request(-2)))
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .asInstanceOf(type(AzureException.class))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.code()).isEqualTo("RequestLogUnavailable");
                    assertThat(refused.getMessage()).contains("cannot be recorded", "disk is full");
                });
        assertThat(eventIds(json, log)).startsWith("event " + (kept / 3 * 2));
    }

    @ParameterizedTest(name = "of {0} refused requests {1} records")
    @CsvSource({"1, 1", "10, 10", "11, 11", "1000, 11"})
    void refusedRequestsThatComeFastAreCountedInOneRecord(int requests, int records) throws Exception {
        // Given
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
        RequestLog log = new RequestLog(folder, json);
        ScoringRequest request = request(0);
        // When
        for (int i = 0; i < requests; i++) {
            log.append(true, request).join();
        }
        log.append(false, request).join();
        // Then: the last record comes when the second is over, whether another comes or not
        await().untilAsserted(() -> assertThat(log.source().next(100)).hasSize(records + 1));
        int counted = 0;
        for (SpoolRecord record : log.source().next(100)) {
            counted += Json.read(record.content(), ScoringRequest.class).itemCount();
        }
        assertThat(counted).isEqualTo(requests + 1);
    }

    @Test
    void refusalsOfOneServiceHideNoneOfAnother() throws IOException {
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
        RequestLog log = new RequestLog(folder, json);
        for (int i = 0; i < 100; i++) {
            log.append(true, request(i)).join();
        }
        int before = log.source().next(1000).size();
        log.append(true, request("/other", 1)).join();
        assertThat(log.source().next(1000).size()).isGreaterThan(before);
    }

    @Test
    void countedRequestIsKeptWhenTheServiceStops() throws IOException {
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
        RequestLog log = new RequestLog(folder, json);
        for (int i = 0; i < RequestLog.REFUSALS + 5; i++) {
            log.append(true, request(i)).join();
        }
        log.end();
        await().untilAsserted(() -> assertThat(log.source().next(100)).hasSize(RequestLog.REFUSALS + 1));
    }

    private static void publish(RequestLog log, int most) throws IOException {
        List<SpoolRecord> batch = log.source().next(most);
        assertThat(batch).hasSize(most);
        log.source().published(batch);
    }

    private static List<String> eventIds(ObjectMapper json, RequestLog log) throws IOException {
        List<String> ids = new ArrayList<>();
        for (SpoolRecord record : log.source().next(5)) {
            ids.add(Json.read(record.content(), ScoringRequest.class).eventId());
        }
        return ids;
    }

    private static ScoringRequest request(int number) {
        return request("/w", number);
    }

    private static ScoringRequest request(String workspace, int number) {
        return new ScoringRequest(
                "event " + number,
                0,
                Instant.EPOCH,
                workspace,
                "/components/ai1",
                false,
                "svc1",
                "POST",
                "x".repeat(LARGE),
                "ACI",
                "https://svc1.inference.base/score",
                200,
                "id" + number,
                1,
                null,
                1);
    }
}
