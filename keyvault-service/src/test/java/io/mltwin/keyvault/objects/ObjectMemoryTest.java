package io.mltwin.keyvault.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.keyvault.objects.ObjectMemory.Change;
import io.mltwin.keyvault.objects.ObjectMemory.Name;
import io.mltwin.keyvault.objects.ObjectMemory.Ticket;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectMemoryTest {

    private static final int LARGE = 1 << 20;

    private final ObjectMemory memory = new ObjectMemory();
    private final UUID vault = UUID.randomUUID();
    private final Name name = Name.of(Kind.SECRETS, vault, new ObjectName("Name"));

    private Change change(boolean all) {
        return all ? memory.changeOfAny() : memory.change(name);
    }

    private String known() {
        return memory.find(String.class, name, "");
    }

    @Test
    void whatWasReadIsKnownByItsNameInAnyCaseAndByItsVersion() {
        memory.remember(name, "", "value", 1, memory.ticket(name));
        assertThat(known()).isEqualTo("value");
        Name upper = Name.of(Kind.SECRETS, vault, new ObjectName("NAME"));
        assertThat(memory.find(String.class, upper, "")).isEqualTo("value");
        assertThat(memory.find(String.class, name, "1")).isNull();
        Name key = Name.of(Kind.KEYS, vault, new ObjectName("name"));
        assertThat(memory.find(String.class, key, "")).isNull();
    }

    @ParameterizedTest(name = "of all: {0}")
    @ValueSource(booleans = {false, true})
    void nothingIsKnownWhileItChangesNorAfter(boolean all) {
        memory.remember(name, "", "before", 1, memory.ticket(name));
        Change change = change(all);
        assertThat(known()).isNull();
        change.ended();
        assertThat(known()).isNull();
        memory.remember(name, "", "after", 1, memory.ticket(name));
        assertThat(known()).isEqualTo("after");
    }

    @ParameterizedTest(name = "of all: {0}")
    @ValueSource(booleans = {false, true})
    void whatWasBegunToBeReadBeforeTheEndOfAChangeIsNotKnownAfterIt(boolean all) {
        Ticket before = memory.ticket(name);
        Change change = change(all);
        Ticket during = memory.ticket(name);
        memory.remember(name, "", "read meanwhile", 1, during);
        assertThat(known()).isNull();
        change.ended();
        assertThat(known()).isNull();
        memory.remember(name, "", "read before", 1, before);
        assertThat(known()).isNull();
    }

    @ParameterizedTest(name = "of all: {0}")
    @ValueSource(booleans = {false, true})
    void ofTwoChangesAtOnceTheLastOneEnds(boolean all) {
        Change first = change(all);
        Change second = change(all);
        first.ended();
        memory.remember(name, "", "between", 1, memory.ticket(name));
        assertThat(known()).isNull();
        second.ended();
        assertThat(known()).isNull();
    }

    @Test
    void aChangeOfUnknownOutcomeIsNotOverAtOnce() {
        memory.remember(name, "", "before", 1, memory.ticket(name));
        memory.change(name).endedUnknown();
        memory.remember(name, "", "read meanwhile", 1, memory.ticket(name));
        assertThat(known()).isNull();
    }

    @Test
    void aResetForgetsAll() {
        Ticket before = memory.ticket(name);
        memory.remember(name, "", "before", 1, before);
        memory.clear();
        assertThat(known()).isNull();
        memory.remember(name, "", "read before", 1, before);
        assertThat(known()).isNull();
    }

    @Test
    void itIsBounded() {
        // Given
        Function<Integer, Name> names =
                i -> Name.of(Kind.SECRETS, vault, new ObjectName("name-" + i));
        // When
        for (int i = 0; i < 100; i++) {
            memory.remember(names.apply(i), "", "v", LARGE, memory.ticket(names.apply(i)));
        }
        // Then
        int known = 0;
        for (int i = 0; i < 100; i++) {
            known += memory.find(String.class, names.apply(i), "") == null ? 0 : 1;
        }
        assertThat(known).isBetween(1, 6);
    }
}
