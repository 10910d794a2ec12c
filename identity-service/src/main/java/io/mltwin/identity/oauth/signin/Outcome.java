package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.directory.ClientApplication;

/** The answer to the browser. */
sealed interface Outcome {

    /**
     * A page that asks for a step.
     *
     * @param typed the typed name; null for none
     * @param formError the error of the last form; null for none
     */
    record Ask(Step step, SignInFlow flow, ClientApplication client, String typed, FormError formError)
            implements Outcome {}

    /** An answer that goes to the client. */
    record Answer(ClientReply reply, String clientName) implements Outcome {}

    /** The page where a user types the code of a device. */
    record AskUserCode(String typed, FormError formError) implements Outcome {}

    /** The end of a device's sign-in. */
    record DeviceDecided(String clientName, boolean approved) implements Outcome {}

    /** A refusal of this account; another account may succeed. */
    record Refused(AzureException fault, SignInFlow flow) implements Outcome {}

    /** An error that the user can correct on the same page. */
    record FormError(String message, String code) {}
}
