package io.mltwin.identity;

import io.mltwin.armweb.AzureException;

/** Names the outcome of a call in a table of cases. */
public final class Refusal {

    /** The outcome of a call that was not refused. */
    public static final String NONE = "accepted";

    private Refusal() {}

    /** A call that a rule may refuse. */
    public interface Call {
        void run();
    }

    /** Returns the number behind AADSTS of the refusal, or {@link #NONE}. */
    public static String aad(Call call) {
        try {
            call.run();
            return NONE;
        } catch (AzureException refused) {
            return refused.content().innerCode();
        }
    }

    /** Returns the error code of the refusal, or {@link #NONE}. */
    public static String code(Call call) {
        try {
            call.run();
            return NONE;
        } catch (AzureException refused) {
            return refused.code();
        }
    }
}
