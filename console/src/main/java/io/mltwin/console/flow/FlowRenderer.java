package io.mltwin.console.flow;

import java.util.Locale;

/** Writes the parts of the page of flows that are drawn on. */
interface FlowRenderer {

    DrawnHop hop(HopView hop, Locale language);

    /** Returns a trace without its rows. */
    String frame(TraceView trace, Locale language);

    /**
     * Returns a sentence about calls that are not drawn.
     *
     * @param calls how many; 0 when their number is not told
     */
    String missed(long calls, Locale language);
}
