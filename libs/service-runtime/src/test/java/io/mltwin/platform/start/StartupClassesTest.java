package io.mltwin.platform.start;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.platform.start.ServiceMain.StartupClasses;
import org.junit.jupiter.api.Test;

class StartupClassesTest {
    private static final int AT_LEAST = 3_000;

    /** The libraries that every service has hold a good part of what the services load. */
    @Test
    void theListFitsTheLibrariesOfToday() {
        int loaded = StartupClasses.load();
        assertTrue(
                loaded >= AT_LEAST, loaded + " classes of the list exist: run deploy/bench/startup-classes.sh again");
    }
}
