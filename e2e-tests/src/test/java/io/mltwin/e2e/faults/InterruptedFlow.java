package io.mltwin.e2e.faults;

/** One of the five flows, played while a part dies. */
interface InterruptedFlow {

    /** Brings the flow to where it can be struck; it goes on by itself when this returns. */
    void toTheMiddle() throws Exception;

    /**
     * After the strike: the flow ends, by itself or by the same calls again, and all that was
     * acknowledged on the way is there.
     */
    void toTheEnd() throws Exception;
}
