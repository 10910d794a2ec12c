package io.mltwin.console.endpoints;

import io.mltwin.console.endpoints.TrialForm.Trial;
import io.mltwin.console.page.ShownError;

/**
 * The parts that a page of an endpoint shows on request; each null unless it was asked for.
 *
 * @param trial an answer of the endpoint
 * @param trialRefusal why the endpoint could not be tried
 * @param log what a container has printed
 * @param logOf the deployment whose log it is
 * @param logRefusal why the log is not shown
 * @param secrets keys or a token, which were asked for explicitly
 * @param secretsRefusal why they are not shown
 * @param trafficRefusal why the traffic was not changed
 */
public record EndpointExtra(
        Trial trial,
        ShownError trialRefusal,
        String log,
        String logOf,
        ShownError logRefusal,
        Secrets secrets,
        ShownError secretsRefusal,
        ShownError trafficRefusal) {

    static final EndpointExtra NONE = new EndpointExtra(null, null, null, null, null, null, null, null);

    /**
     * Keys, or a token.
     *
     * @param token null when keys are shown
     */
    public record Secrets(String primaryKey, String secondaryKey, String token) {
        @Override
        public String toString() {
            return "secrets of an endpoint";
        }
    }

    static EndpointExtra ofTrial(Trial trial, ShownError refusal) {
        return new EndpointExtra(trial, refusal, null, null, null, null, null, null);
    }

    static EndpointExtra ofLog(String deployment, String log, ShownError refusal) {
        return new EndpointExtra(null, null, log, deployment, refusal, null, null, null);
    }

    static EndpointExtra ofSecrets(Secrets secrets, ShownError refusal) {
        return new EndpointExtra(null, null, null, null, null, secrets, refusal, null);
    }

    static EndpointExtra ofTraffic(ShownError refusal) {
        return new EndpointExtra(null, null, null, null, null, null, null, refusal);
    }

    @Override
    public String toString() {
        return "what was asked for of an endpoint";
    }
}
