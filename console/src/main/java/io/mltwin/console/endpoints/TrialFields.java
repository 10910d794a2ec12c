package io.mltwin.console.endpoints;

/**
 * The fields of a request to an endpoint.
 *
 * @param credential {@code none}, {@code primary}, {@code secondary} or {@code token}
 * @param deployment the deployment that shall answer; empty for any
 * @param body JSON
 */
public record TrialFields(String credential, String deployment, String body) {

    static TrialFields example() {
        return new TrialFields("primary", "", "{\"data\": [[1.5, 1.5]]}");
    }
}
