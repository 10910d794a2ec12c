package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.flow.DrawnHops.DrawnHop;
import io.mltwin.console.flow.HopView.Arrow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DrawnHopsTest {

    private final List<String> drawn = new ArrayList<>();
    private final DrawnHops hops = new DrawnHops((hop, language) -> {
        drawn.add(hop.words() + " " + hop.times() + " " + language);
        return new DrawnHop(hop.words(), "");
    });

    @Test
    void aHopIsDrawnOnceInALanguage() {
        hops.of(hop("asks", 1), Locale.ENGLISH);
        hops.of(hop("asks", 1), Locale.ENGLISH);
        hops.of(hop("asks", 1), Locale.TRADITIONAL_CHINESE);

        assertThat(drawn).containsExactly("asks 1 en", "asks 1 zh_TW");
    }

    @Test
    void changedHopIsDrawnAgain() {
        hops.of(hop("asks", 1), Locale.ENGLISH);
        hops.of(hop("asks", 2), Locale.ENGLISH);

        assertThat(hops.of(hop("answers", 2), Locale.ENGLISH).row()).isEqualTo("answers");
        assertThat(drawn).containsExactly("asks 1 en", "asks 2 en", "answers 2 en");
    }

    private static HopView hop(String words, int times) {
        return new HopView(
                "key",
                words,
                "what",
                times,
                false,
                "GET",
                "host",
                "/path",
                "AAD token",
                List.of(),
                "allowed",
                null,
                "2021-03-01T00:00:00Z",
                0,
                1,
                new Arrow(0, 1, 0, "start"));
    }
}
