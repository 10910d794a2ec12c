package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.clients.SdkAccount;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The part that keeps blobs, and the database, killed while versions are written, deleted and
 * deleted for good: what was acknowledged is there byte for byte, and what was deleted is not.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it kills parts")
class VersionsKillTest {
    private static final int WRITERS = 4;

    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    private final Random random = new Random();
    private SdkAccount account;
    private HttpClient http;
    private BlobContainerClient container;

    /** A version that was acknowledged. */
    private record Written(BlobClient blob, String version, byte[] content) {}

    /** What one writer knows. */
    private static final class Ledger {
        private final List<Written> there = new CopyOnWriteArrayList<>();
        private final List<Written> gone = new CopyOnWriteArrayList<>();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
    }

    @BeforeAll
    void makeAnAccount() throws Exception {
        TestPlatform platform = TestPlatform.disturbed();
        account = SdkAccount.create(platform, "killversions1", (context, next) -> next.process());
        account.keepingVersions();
        http = AzureClients.http(platform);
        container = account.client()
                .credential(account.key())
                .retryOptions(
                        new RequestRetryOptions(RetryPolicyType.FIXED, 1, Duration.ofSeconds(20), null, null, null))
                .buildClient()
                .createBlobContainer("killed");
    }

    @AfterAll
    void stop() {
        writers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"WORKSPACE", "POSTGRES"})
    void nothingAcknowledgedIsLost(Part part) throws Exception {
        // Given
        Map<Integer, Ledger> ledgers = new ConcurrentHashMap<>();
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            ledgers.put(writer, new Ledger());
            work.add(writers.submit(() -> write(part.key() + writer, ledgers.get(writer), writer)));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> work.stream().anyMatch(Future::isDone)
                        || ledgers.values().stream().allMatch(one -> one.gone.size() > 2));
        assertThat(ledgers.values())
                .allSatisfy(one -> assertThat(one.failure.get()).isNull());
        TimeUnit.MILLISECONDS.sleep(random.nextInt(500));

        // When
        Parts parts = new Parts(TestPlatform.disturbed());
        parts.kill(part);
        for (Future<?> each : work) {
            each.get(60, TimeUnit.SECONDS);
        }
        parts.awaitBack(part);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(container::exists);

        // Then
        for (Ledger ledger : ledgers.values()) {
            assertThat(ledger.there).isNotEmpty();
            for (Written one : ledger.there) {
                byte[] read = one.blob()
                        .getVersionClient(one.version())
                        .downloadContent()
                        .toBytes();
                assertThat(Arrays.equals(read, one.content())).as(one.version()).isTrue();
            }
            for (Written one : ledger.gone) {
                assertThat(one.blob().getVersionClient(one.version()).exists())
                        .as(one.version())
                        .isFalse();
            }
        }
    }

    /** Writes, and of every third version deletes one before, until something fails. */
    private void write(String name, Ledger ledger, int seed) {
        Random bytes = new Random(seed);
        BlobClient blob = container.getBlobClient(name);
        try {
            for (int i = 0; ; i++) {
                byte[] content = new byte[bytes.nextInt(i % 4 == 0 ? 300_000 : 20_000)];
                bytes.nextBytes(content);
                String version = blob.uploadWithResponse(
                                new BlobParallelUploadOptions(BinaryData.fromBytes(content)), null, Context.NONE)
                        .getValue()
                        .getVersionId();
                ledger.there.add(new Written(blob, version, content));
                if (i % 3 == 2) {
                    delete(ledger);
                }
            }
        } catch (RuntimeException killed) {
            ledger.failure.set(killed);
            // what was under way may have happened or not
            if (killed instanceof BlobStorageException refused && refused.getStatusCode() < 500) {
                throw killed;
            }
        }
    }

    private void delete(Ledger ledger) {
        // while it goes, nobody knows
        Written old = ledger.there.remove(0);
        old.blob().getVersionClient(old.version()).delete();
        forGood(old);
        ledger.gone.add(old);
    }

    private void forGood(Written old) {
        // the endpoint ends with a slash, and the client adds one
        String address = old.blob()
                .getVersionClient(old.version())
                .getBlobUrl()
                .replace("//" + container.getBlobContainerName(), "/" + container.getBlobContainerName());
        HttpRequest deletion =
                new HttpRequest(HttpMethod.DELETE, address + "&deletetype=permanent&" + permanently(old.blob()));
        try (HttpResponse answer = http.sendSync(deletion, Context.NONE)) {
            if (answer.getStatusCode() != 202) {
                throw new IllegalStateException(
                        "not deleted: " + answer.getBodyAsString().block());
            }
        }
    }

    private static String permanently(BlobClient blob) {
        return blob.generateSas(
                new BlobServiceSasSignatureValues(OffsetDateTime.now().plusHours(2), BlobSasPermission.parse("y")));
    }
}
