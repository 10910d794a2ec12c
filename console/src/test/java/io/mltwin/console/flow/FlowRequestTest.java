package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowRequestTest {

    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";

    @ParameterizedTest
    @CsvSource({
        "../x, ''",
        "'a b', ''",
        "'', ''",
        "'\"><script>', ''",
        "a, /subscriptions/s",
        "a, x",
        "a, '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/computes/c'",
        "a, '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/\"><b>'"
    })
    void whatIsNoIdIsRefused(String trace, String workspace) {
        assertThatThrownBy(() -> FlowRequest.of(trace, null, workspace, null))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    void theStreamHasTheFiltersOfThePage() {
        assertThat(FlowRequest.of(null, null, "", null).streamAddress()).isEqualTo("/stream/flow");
        assertThat(FlowRequest.of("a1", null, null, null).streamAddress()).isEqualTo("/stream/flow?trace=a1");
        assertThat(FlowRequest.of(null, "on", WORKSPACE, "on").streamAddress())
                .startsWith("/stream/flow?mine=on&workspace=")
                .endsWith("&refused=on")
                .doesNotContain(" ");
    }
}
