package io.mltwin.machinelearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where a workspace is reached. */
class WorkspaceNetworkTest {

    private static final List<String> APPROVED = List.of("127.64.0.2", "127.64.0.3");

    @ParameterizedTest
    @CsvSource({
        "true, 127.0.0.1, true",
        "true, 10.0.0.5, true",
        "true, 127.64.0.2, true",
        "true, 127.64.0.9, false",
        "true, 127.127.255.254, false",
        "true, 127.128.0.1, true",
        "false, 127.0.0.1, false",
        "false, ::1, false",
        "false, 0:0:0:0:0:0:0:1, false",
        "false, 10.0.0.5, false",
        "false, 172.18.0.7, false",
        "false, 127.64.0.2, true",
        "false, 127.64.0.3, true",
        "false, 127.64.0.20, false",
        "false, 127.64.0, false",
        "false, 127.x.0.2, false",
        "false, 127, false",
        "false, '', false",
    })
    void isReachedFrom(boolean publicAccess, String remote, boolean allowed) {
        WorkspaceNetwork network = new WorkspaceNetwork(publicAccess, APPROVED, false);

        if (allowed) {
            network.require(remote);
        } else {
            assertThatThrownBy(() -> network.require(remote))
                    .isInstanceOfSatisfying(
                            AzureException.class,
                            fault -> assertThat(fault.content().status()).isEqualTo(403));
        }
    }

    @Test
    void eachEndpointHasAnAddressOfItsOwn() {
        Set<String> seen = new HashSet<>();
        for (long number = 1; number <= 200_000; number++) {
            String address = WorkspaceNetwork.privateAddress(number);
            assertThat(WorkspaceNetwork.isPrivate(address)).as(address).isTrue();
            assertThat(seen.add(address)).as(address).isTrue();
        }
    }
}
