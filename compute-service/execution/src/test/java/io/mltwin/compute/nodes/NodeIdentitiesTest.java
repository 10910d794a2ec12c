package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeIdentity;
import io.mltwin.compute.nodes.NodeIdentities.Selector;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals before anybody is asked for a token. */
class NodeIdentitiesTest {

    private static final ComputeIdentity IDENTITY =
            new ComputeIdentity("/subscriptions/s/r", "object-1", "client-1", "tenant-1");

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, https://storage.azure.com, 403, NoRun",
                "run-1, none, 400, invalid_resource",
                "run-1, ' ', 400, invalid_resource"
            })
    void onlyARunGetsTokensAndOnlyForAResource(String runId, String resource, int status, String code) {
        Node node = new Node("node-1", "compute-1", "w", "/w", Instant.EPOCH, null, runId, false);

        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> new NodeIdentities(null, null, null, null)
                        .tokenOfRun(node, resource, new Selector(null, null, null)));

        assertThat(fault.status()).isEqualTo(status);
        assertThat(fault.code()).isEqualTo(code);
    }

    @Test
    void aNodeOnAnAttachedMachineSpeaksForNobody() {
        Node node = new Node("ssh_1_d", "compute-1", "w", "/w", Instant.EPOCH, null, "r", false);
        NodeIdentities identities = new NodeIdentities(null, null, null, null);

        assertThatThrownBy(
                        () -> identities.tokenOfRun(node, "https://storage.azure.com", new Selector(null, null, null)))
                .hasMessage("Identity not found");
        AzureException refused = catchThrowableOfType(AzureException.class, () -> identities.tokenForStorage(node));
        assertThat(refused.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none, none, true",
                "'', '', '', true",
                "client-1, none, none, true",
                "CLIENT-1, none, none, true",
                "none, object-1, none, true",
                "none, none, /Subscriptions/s/r, true",
                "client-1, object-1, /subscriptions/s/r, true",
                "client-2, none, none, false",
                "none, client-1, none, false",
                "none, none, /subscriptions/s/r2, false",
                "client-1, object-2, none, false"
            })
    void anIdentityIsChosenByWhatItIs(String clientId, String objectId, String resourceId, boolean chosen) {
        assertThat(new Selector(clientId, objectId, resourceId).matches(IDENTITY))
                .isEqualTo(chosen);
    }

    @Test
    void amongSeveralOneMustBeNamed() {
        ComputeIdentity other = new ComputeIdentity("/subscriptions/s/r2", "object-2", "client-2", "tenant-1");
        List<ComputeIdentity> both = List.of(IDENTITY, other);

        assertThat(new Selector("client-2", null, null).choose(both)).isEqualTo(other);
        assertThat(new Selector(null, null, "/subscriptions/s/r").choose(both)).isEqualTo(IDENTITY);
        assertThatThrownBy(() -> new Selector(null, null, null).choose(both))
                .hasMessageStartingWith("Multiple user assigned identities exist");
        assertThatThrownBy(() -> new Selector("client-3", null, null).choose(both))
                .hasMessage("Identity not found");
    }
}
