package io.mltwin.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.identity.EventLoop;
import io.mltwin.identity.directory.EmptyCache.TestTransaction;
import io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException;
import jakarta.transaction.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryCacheTest {

    private static final String NAME = "contoso";

    private final TestTransaction transaction = new TestTransaction();
    private final DirectoryCache cache = EmptyCache.in(transaction);

    @Test
    void aValueIsReadOnce() {
        // Given
        String first = read("first");

        // When
        String second = read("second");

        // Then
        assertThat(first).isEqualTo("first");
        assertThat(second).isEqualTo("first");
    }

    @Test
    void missingEntryIsReadAgain() {
        // Given
        cache.get(String.class, NAME, Optional::empty);

        // When
        String value = read("made meanwhile");

        // Then
        assertThat(value).isEqualTo("made meanwhile");
    }

    @Test
    void valuesOfTwoTypesAreKeptApart() {
        // Given
        read("text");

        // When
        Optional<Integer> number = cache.get(Integer.class, NAME, () -> Optional.of(1));

        // Then
        assertThat(number).contains(1);
    }

    @Test
    void aTransactionThatInvalidatedReadsPastTheCacheAndKeepsNothing() {
        // Given
        read("before");
        transaction.begin();
        cache.invalidate();

        // When
        String own = read("not committed");

        // Then
        assertThat(own).isEqualTo("not committed");
        transaction.end(Status.STATUS_ROLLEDBACK);
        assertThat(read("after")).isEqualTo("after");
    }

    @ParameterizedTest
    @ValueSource(ints = {Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK, Status.STATUS_UNKNOWN})
    void theEndOfTheTransactionEmptiesTheCache(int status) {
        // Given
        read("before");
        transaction.begin();
        cache.invalidate();

        // When
        transaction.end(status);

        // Then
        assertThat(read("after")).isEqualTo("after");
    }

    @Test
    void withoutATransactionTheCacheIsEmptiedAtOnce() {
        // Given
        read("before");

        // When
        cache.invalidate();

        // Then
        assertThat(read("after")).isEqualTo("after");
    }

    @Test
    void entryReadBeforeTheChangeIsNotKeptAfterIt() {
        // Given
        cache.get(String.class, NAME, () -> {
            // another thread commits a change while this one holds what it has read
            cache.invalidate();
            return Optional.of("before");
        });

        // When
        String value = read("after");

        // Then
        assertThat(value).isEqualTo("after");
    }

    @Test
    void theEventLoopGetsWhatIsKept() {
        // Given
        read("kept");

        // When
        String value = EventLoop.call(() -> read("read"));

        // Then
        assertThat(value).isEqualTo("kept");
    }

    @Test
    void theEventLoopReadsNothing() {
        assertThatThrownBy(() -> EventLoop.call(() -> read("read"))).isInstanceOf(WorkerNeededException.class);
    }

    private String read(String stored) {
        return cache.get(String.class, NAME, () -> Optional.of(stored)).orElseThrow();
    }

    @Test
    void oneTenantPushesOutNothingOfAnother() {
        // Given
        Tenant contoso = tenant("contoso");

        // When
        for (int i = 0; i < 100_000; i++) {
            String name = "application" + i;
            cache.get(OfEve.class, name, () -> Optional.of(new OfEve(name)));
        }

        // Then
        assertThat(tenant("contoso")).isSameAs(contoso);
    }

    private record OfEve(String name) implements DirectoryCache.OfTenant {

        @Override
        public String tenantId() {
            return "eve";
        }
    }

    private Tenant tenant(String id) {
        return cache.get(Tenant.class, id, () -> Optional.of(new Tenant(id, id, List.of())))
                .orElseThrow();
    }
}
