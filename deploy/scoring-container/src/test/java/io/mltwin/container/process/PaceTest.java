package io.mltwin.container.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.container.Frame;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long QUICK = 20_000;
    private static final long SLOW = 50_000_000;

    private final Pace pace = new Pace();
    private final Frame small = new Frame(Map.of(), new byte[100]);
    private final Frame large = new Frame(Map.of(), new byte[1 << 20]);

    @Test
    void nothingIsQuickUntilSmallRequestsHaveBeen() {
        assertThat(pace.isQuick(small)).isFalse();
        times(100, small, QUICK);
        assertThat(pace.isQuick(small)).isTrue();
        assertThat(pace.isQuick(large)).isFalse();
    }

    @Test
    void oneSlowRequestIsEnoughToExpectMore() {
        times(100, small, QUICK);
        pace.took(small, SLOW);
        assertThat(pace.isQuick(small)).isFalse();
    }

    @Test
    void largeRequestsSayNothingAboutSmallOnes() {
        times(100, small, QUICK);
        times(100, large, SLOW);
        assertThat(pace.isQuick(small)).isTrue();
    }

    private void times(int count, Frame request, long nanos) {
        for (int i = 0; i < count; i++) {
            pace.took(request, nanos);
        }
    }
}
