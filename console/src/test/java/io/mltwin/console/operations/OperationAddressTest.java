package io.mltwin.console.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationAddressTest {

    private static final String POLL =
            "/subscriptions/s1/providers/Microsoft.KeyVault/locations/eastus/operationStatuses/o1?api-version=2022-10-01";

    @Test
    void theAddressHoldsWhatItWasMadeOf() {
        OperationAddress address = new OperationAddress(POLL, ArmResourceId.parse("/subscriptions/s1"), "c-1");

        assertThat(address.address())
                .startsWith("/operation?poll=%2Fsubscriptions%2Fs1%2F")
                .endsWith("&target=%2Fsubscriptions%2Fs1&correlation=c-1");
        assertThat(OperationAddress.read(POLL, "/subscriptions/s1", "c-1")).isEqualTo(address);
        assertThat(address.events()).endsWith("&$filter=correlationId%20eq%20%27c-1%27");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://elsewhere/subscriptions/s1/providers/a/locations/b/operationStatuses/o1?x",
                "//elsewhere/operationStatuses/o1?x",
                "/subscriptions/s1?api-version=2022-10-01",
                "/subscriptions/s1/providers/a/locations/b/operationStatuses/o1/../../x?y",
                "/subscriptions/s1/providers/a/locations/b/operationStatuses/o1"
            })
    void whatIsNoStatusIsRefused(String poll) {
        assertThatThrownBy(() -> OperationAddress.read(poll, "/subscriptions/s1", ""))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a' or 'b", "a b", "%27"})
    void anIdThatIsNoneIsRefused(String correlation) {
        assertThatThrownBy(() -> OperationAddress.read(POLL, "/subscriptions/s1", correlation))
                .isInstanceOf(AzureException.class);
    }
}
