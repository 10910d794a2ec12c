package io.mltwin.managedidentities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of identities fits a row that another request has changed in between. */
class IdentityChangeTest {

    private final HostedIdentity own = identity("/own", 1);
    private final HostedIdentity given = identity("/given", 1);

    private static HostedIdentity identity(String id, int key) {
        return new HostedIdentity("/subscriptions/s" + id, "object", "client", "tenant", new byte[] {(byte) key});
    }

    @Test
    void identitiesComeAndGo() {
        IdentityChange change = new IdentityChange(List.of(own), List.of(given));

        assertThat(change.applyTo(List.of(identity("/own", 1)))).containsExactly(given);
    }

    @Test
    void identityOfAnotherRequestStays() {
        HostedIdentity other = identity("/other", 1);
        IdentityChange change = new IdentityChange(List.of(), List.of(own));

        assertThat(change.applyTo(List.of(other))).containsExactly(other, own);
    }

    @Test
    void theKeyThatWasRegisteredLastReplacesTheOther() {
        HostedIdentity renewed = identity("/own", 2);
        IdentityChange change = new IdentityChange(List.of(), List.of(renewed));

        assertThat(change.applyTo(List.of(own))).containsExactly(renewed);
    }

    @Test
    void nothingAskedForChangesNothing() {
        List<HostedIdentity> before = List.of(own);
        IdentityChange change = new IdentityChange(before, before);

        assertThat(change.applyTo(List.of(given))).containsExactly(given);
    }
}
