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
                        AzureException.class, fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    void theStreamHasTheFiltersOfThePage() {
        assertThat(FlowRequest.of(null, null, "", null).streamAddress(0))
                .isEqualTo("/stream/flow?after=0");
        assertThat(FlowRequest.of("a1", null, null, null).streamAddress(7))
                .isEqualTo("/stream/flow?after=7&trace=a1");
        assertThat(FlowRequest.of(null, "on", WORKSPACE, "on").streamAddress(7))
                .startsWith("/stream/flow?after=7&mine=on&workspace=")
                .endsWith("&refused=on")
                .doesNotContain(" ");
    }

    @ParameterizedTest
    @CsvSource({", , -1", ", 7, 7", "9, 7, 9", "9, , 9", "'', 7, 7"})
    void aStreamGoesOnBehindWhatTheBrowserGotLast(String last, String after, long position) {
        assertThat(FlowRequest.position(last, after)).isEqualTo(position);
    }

    @ParameterizedTest
    @CsvSource({"x, 7", ", -1", ", ''", "1234567890123456789, 7", "9 9, 7"})
    void whatIsNoPositionIsRefused(String last, String after) {
        assertThatThrownBy(() -> FlowRequest.position(last, after))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.status()).isEqualTo(400));
    }
}
