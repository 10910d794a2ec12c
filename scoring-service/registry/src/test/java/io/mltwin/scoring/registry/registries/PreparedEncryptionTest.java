package io.mltwin.scoring.registry.registries;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.scoring.registry.registries.RegistryEncryption.PreparedEncryption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of identities fits a row that another request has changed in between. */
class PreparedEncryptionTest {

    private final HostedIdentity own = identity("/own", 1);
    private final HostedIdentity given = identity("/given", 1);

    private static HostedIdentity identity(String id, int key) {
        return new HostedIdentity("/subscriptions/s" + id, "object", "client", "tenant", new byte[] {(byte) key});
    }

    @Test
    void identitiesComeAndGo() {
        PreparedEncryption change = new PreparedEncryption(List.of(own), List.of(given), false);

        assertThat(change.applyTo(List.of(identity("/own", 1)))).containsExactly(given);
    }

    @Test
    void identityOfAnotherRequestStays() {
        HostedIdentity other = identity("/other", 1);
        PreparedEncryption change = new PreparedEncryption(List.of(), List.of(own), false);

        assertThat(change.applyTo(List.of(other))).containsExactly(other, own);
    }

    @Test
    void theKeyThatWasRegisteredLastReplacesTheOther() {
        HostedIdentity renewed = identity("/own", 2);
        PreparedEncryption change = new PreparedEncryption(List.of(), List.of(renewed), false);

        assertThat(change.applyTo(List.of(own))).containsExactly(renewed);
    }

    @Test
    void nothingAskedForChangesNothing() {
        List<HostedIdentity> before = List.of(own);
        PreparedEncryption change = new PreparedEncryption(before, before, false);

        assertThat(change.applyTo(List.of(given))).containsExactly(given);
    }
}
