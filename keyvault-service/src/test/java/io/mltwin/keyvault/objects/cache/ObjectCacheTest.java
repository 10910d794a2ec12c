package io.mltwin.keyvault.objects.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.cache.ObjectCache.Change;
import io.mltwin.keyvault.objects.cache.ObjectCache.Name;
import io.mltwin.keyvault.objects.cache.ObjectCache.Ticket;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCacheTest {

    private static final int LARGE = 1 << 20;

    private final ObjectCache cache = new ObjectCache();
    private final UUID vault = UUID.randomUUID();
    private final Name name = name(Kind.SECRETS, "Name");

    private Name name(Kind kind, String text) {
        return new Name(kind, vault, new ObjectName(text).key());
    }

    private Change change(boolean all) {
        return all ? cache.beginAll() : cache.begin(name);
    }

    private String known() {
        return cache.find(String.class, name, "");
    }

    @Test
    void readObjectIsKnownByItsNameInAnyCaseAndByItsVersion() {
        cache.put(name, "", "value", 1, cache.ticket(name));
        assertThat(known()).isEqualTo("value");
        Name upper = name(Kind.SECRETS, "NAME");
        assertThat(cache.find(String.class, upper, "")).isEqualTo("value");
        assertThat(cache.find(String.class, name, "1")).isNull();
        Name key = name(Kind.KEYS, "name");
        assertThat(cache.find(String.class, key, "")).isNull();
    }

    @ParameterizedTest(name = "of all: {0}")
    @ValueSource(booleans = {false, true})
    void nothingIsKnownWhileItChangesNorAfter(boolean all) {
        cache.put(name, "", "before", 1, cache.ticket(name));
        Change change = change(all);
        assertThat(known()).isNull();
        change.end();
        assertThat(known()).isNull();
        cache.put(name, "", "after", 1, cache.ticket(name));
        assertThat(known()).isEqualTo("after");
    }

    @ParameterizedTest(name = "of all: {0}")
    @ValueSource(booleans = {false, true})
    void whatWasBegunToBeReadBeforeTheEndOfAChangeIsNotKnownAfterIt(boolean all) {
        Ticket before = cache.ticket(name);
        Change change = change(all);
        Ticket during = cache.ticket(name);
        cache.put(name, "", "read meanwhile", 1, during);
        assertThat(known()).isNull();
        change.end();
        assertThat(known()).isNull();
        cache.put(name, "", "read before", 1, before);
        assertThat(known()).isNull();
    }

    @ParameterizedTest(name = "of all: {0}")
    @ValueSource(booleans = {false, true})
    void ofTwoChangesAtOnceTheLastOneEnds(boolean all) {
        Change first = change(all);
        Change second = change(all);
        first.end();
        cache.put(name, "", "between", 1, cache.ticket(name));
        assertThat(known()).isNull();
        second.end();
        assertThat(known()).isNull();
    }

    @Test
    void aChangeOfUnknownOutcomeIsNotOverAtOnce() {
        cache.put(name, "", "before", 1, cache.ticket(name));
        cache.begin(name).endWhenCertain();
        cache.put(name, "", "read meanwhile", 1, cache.ticket(name));
        assertThat(known()).isNull();
    }

    @Test
    void aResetForgetsAll() {
        Ticket before = cache.ticket(name);
        cache.put(name, "", "before", 1, before);
        cache.clear();
        assertThat(known()).isNull();
        cache.put(name, "", "read before", 1, before);
        assertThat(known()).isNull();
    }

    @Test
    void itIsBounded() {
        // Given
        Function<Integer, Name> names = i -> name(Kind.SECRETS, "name-" + i);
        // When
        for (int i = 0; i < 100; i++) {
            cache.put(names.apply(i), "", "v", LARGE, cache.ticket(names.apply(i)));
        }
        // Then
        int known = 0;
        for (int i = 0; i < 100; i++) {
            known += cache.find(String.class, names.apply(i), "") == null ? 0 : 1;
        }
        assertThat(known).isBetween(1, 6);
    }

    @Test
    void oneVaultPushesOutNothingOfAnother() {
        // Given
        cache.put(name, "", "value", 1, cache.ticket(name));
        UUID other = UUID.randomUUID();

        // When
        for (int i = 0; i < 100_000; i++) {
            Name one = new Name(Kind.SECRETS, other, "secret" + i);
            cache.put(one, "", "other", 25_000, cache.ticket(one));
        }

        // Then
        assertThat(known()).isEqualTo("value");
    }
}
