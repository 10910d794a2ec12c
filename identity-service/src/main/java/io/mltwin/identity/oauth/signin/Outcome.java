package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.oauth.clients.ClientApplication;

/** What the browser gets. */
sealed interface Outcome {

    /**
     * A page that asks for a step.
     *
     * @param typed the name that was typed; null for none
     * @param trouble what was wrong with the last answer; null for nothing
     */
    record Ask(Step step, SignInFlow flow, ClientApplication client, String typed, Trouble trouble)
            implements Outcome {}

    /** An answer that goes to the client. */
    record Answer(ClientReply reply, String clientName) implements Outcome {}

    /** The page where a device's code is typed. */
    record AskUserCode(String typed, Trouble trouble) implements Outcome {}

    /** The end of a device's sign-in. */
    record DeviceDecided(String clientName, boolean approved) implements Outcome {}

    /** Not with this account; another may do. */
    record Refused(AzureFault fault, SignInFlow flow) implements Outcome {}

    /** What a person can put right on the same page. */
    record Trouble(String message, String code) {}
}
