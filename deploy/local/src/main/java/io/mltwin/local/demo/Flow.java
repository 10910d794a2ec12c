package io.mltwin.local.demo;

import java.io.IOException;

/** One of the five data flows of the document, played through the real services. */
public interface Flow {
    String title();

    /** Returns the service principal of the fixture that plays it. */
    String actor();

    /** Returns the action that the principal needs most of all, at the workspace. */
    String action();

    /**
     * Plays it.
     *
     * @return what came out, in a sentence
     * @throws FlowException naming the step that did not end as it should
     */
    String run(FlowClient client, Azure azure, FlowState state) throws IOException, InterruptedException;

    /** Where to look next. */
    String next(FlowState state);
}
