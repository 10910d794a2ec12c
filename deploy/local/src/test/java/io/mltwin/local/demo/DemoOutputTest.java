package io.mltwin.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOutputTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void outsideATerminalThereAreNoColoursAndNoWaitIsShownAtOnce() {
        DemoOutput out = new DemoOutput(said::add, false);

        out.say(out.coloured(DemoOutput.Colour.GOOD, "done"));
        out.showWait("the run is Queued");

        assertEquals(List.of("done"), said);
    }

    @Test
    void onATerminalThereAreColours() {
        DemoOutput out = new DemoOutput(said::add, true);

        out.say(out.coloured(DemoOutput.Colour.GOOD, "done"));

        assertEquals(List.of("\u001b[32mdone\u001b[0m"), said);
    }
}
