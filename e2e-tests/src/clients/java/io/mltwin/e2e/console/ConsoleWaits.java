package io.mltwin.e2e.console;

import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;

/** How long tests of pages wait for Azure's long-running operations. */
final class ConsoleWaits {
    static final double OPERATION_MILLIS = 120_000;
    static final IsVisibleOptions SOON = new IsVisibleOptions().setTimeout(20_000);
    static final IsVisibleOptions VISIBLE = new IsVisibleOptions().setTimeout(OPERATION_MILLIS);

    private ConsoleWaits() {}
}
