package io.mltwin.compute.datastores;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.compute.datastores.DatastoreErrors.principalRefused;
import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/**
 * Gets tokens for storage from Azure AD as the service principal of a datastore, with the client
 * secret that lies in the workspace's vault.
 */
@Singleton
record PrincipalTokenClient(ServiceHttp http, Addresses addresses) {

    private static final String STORAGE = "https://storage.azure.com";

    /**
     * Refuses an authority that is not this platform's Azure AD.
     *
     * @throws AzureException 501
     */
    void requireKnownAuthority(DatastoreCredentials credentials) {
        String authority = credentials.authorityUrl();
        notBuiltIf(
                !isBlank(authority) && !AsciiCase.equal(withoutSlash(authority), addresses.login()),
                "A run's data of a datastore whose service principal signs in at %s, which is not %s,",
                authority,
                addresses.login());
    }

    /** Returns the question that a node with the secret itself asks Azure AD. */
    SecretReference.Principal question(DatastoreCredentials credentials) {
        return new SecretReference.Principal(
                addresses.address(ServiceName.IDENTITY) + path(credentials),
                credentials.clientId(),
                resource(credentials));
    }

    /**
     * Returns a token for storage.
     *
     * @throws AzureException 403 when Azure AD refuses the principal, 503 when it does not answer
     */
    String token(String datastore, DatastoreCredentials credentials, String clientSecret) {
        ServiceAnswer answer = http.request(ServiceName.IDENTITY, "POST", path(credentials))
                .form("grant_type=client_credentials&client_id="
                        + UriEncoding.encodeFormValue(credentials.clientId())
                        + "&client_secret="
                        + UriEncoding.encodeFormValue(clientSecret)
                        + "&scope="
                        + UriEncoding.encodeFormValue(resource(credentials) + "/.default"))
                .send();
        if (!answer.isSuccess()) {
            throw principalRefused(datastore, credentials.clientId(), answer.fault());
        }
        return answer.json().path("access_token").asText();
    }

    private static String path(DatastoreCredentials credentials) {
        return "/" + UriEncoding.encodeQueryValue(credentials.tenantId()) + "/oauth2/v2.0/token";
    }

    private static String resource(DatastoreCredentials credentials) {
        String given = credentials.resourceUrl();
        return isBlank(given) ? STORAGE : withoutSlash(given);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
