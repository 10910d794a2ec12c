package io.mltwin.platform.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RemoteCallsTest {

    @Test
    void aCallInsideATransactionIsRefused() {
        assertThatThrownBy(() -> RemoteCalls.forbidDuring(() -> {
                    RemoteCalls.requireAllowed("GET /secrets/s1");
                    return "never";
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'GET /secrets/s1' would be called inside a transaction");
    }

    @Test
    void afterATransactionThatFailedCallsAreAllowedAgain() {
        assertThatThrownBy(() -> RemoteCalls.forbidDuring(() -> {
                    throw new IllegalArgumentException("no row");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThatCode(() -> RemoteCalls.requireAllowed("GET /secrets/s1")).doesNotThrowAnyException();
    }
}
