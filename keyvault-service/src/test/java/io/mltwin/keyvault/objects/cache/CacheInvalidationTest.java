package io.mltwin.keyvault.objects.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.keyvault.objects.cache.ObjectCache.Name;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheInvalidationTest {

    private final Name name = new Name(Kind.SECRETS, UUID.randomUUID(), "s");
    private final Name other = new Name(Kind.KEYS, name.vaultId(), "s");
    private final ObjectCache cache = new ObjectCache();
    private final OneTransaction transaction = new OneTransaction();
    private final CacheInvalidation invalidation = new CacheInvalidation(cache, transaction);

    private void keep(Name kept) {
        cache.put(kept, "", "value", 1, cache.ticket(kept));
    }

    private String cached(Name asked) {
        return cache.find(String.class, asked, "");
    }

    @Test
    void anObjectIsOutOfTheCacheUntilItsTransactionEnds() {
        // Given
        keep(name);
        keep(other);
        invalidation.invalidate(name);
        invalidation.invalidate(name);
        keep(name);
        assertThat(cached(name)).isNull();
        // When
        transaction.end(true, Status.STATUS_COMMITTED);
        // Then
        assertThat(cached(name)).isNull();
        keep(name);
        assertThat(cached(name)).isEqualTo("value");
        assertThat(cached(other)).isEqualTo("value");
    }

    @ParameterizedTest
    @CsvSource({
        "false, " + Status.STATUS_ROLLEDBACK + ", true",
        "true, " + Status.STATUS_ROLLEDBACK + ", false",
        "true, " + Status.STATUS_UNKNOWN + ", false",
    })
    void onlyACommitOfUnknownOutcomeKeepsItOutForLonger(boolean committing, int status, boolean ended) {
        // Given
        invalidation.invalidate(name);
        // When
        transaction.end(committing, status);
        // Then
        keep(name);
        assertThat(cached(name) != null).isEqualTo(ended);
    }

    @Test
    void outsideATransactionNothingIsChanged() {
        transaction.key = null;
        assertThatThrownBy(() -> invalidation.invalidate(name)).isInstanceOf(IllegalStateException.class);
        transaction.key = "transaction";
        keep(name);
        assertThat(cached(name)).isEqualTo("value");
    }

    /** The registry as a thread sees it that has one transaction. */
    private static final class OneTransaction implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private Object key = "transaction";

        void end(boolean committing, int status) {
            if (committing) {
                synchronizations.forEach(Synchronization::beforeCompletion);
            }
            synchronizations.forEach(one -> one.afterCompletion(status));
        }

        @Override
        public Object getTransactionKey() {
            return key;
        }

        @Override
        public void putResource(Object resource, Object value) {
            resources.put(resource, value);
        }

        @Override
        public Object getResource(Object resource) {
            return resources.get(resource);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            synchronizations.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            return Status.STATUS_ACTIVE;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }
}
