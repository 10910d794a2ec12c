package io.mltwin.console.tokens;

import io.mltwin.access.ClientAssertion;
import io.mltwin.access.ServiceHttp;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Azure AD's token endpoint, where the console proves itself by its key. */
@Singleton
public record TokenEndpoint(
        ServiceHttp http, Addresses addresses, ConsoleApplication application, PlatformClock clock) {

    /** Azure AD finds the tenant of the user. */
    public static final String ANY_TENANT = "organizations";

    /** Returns the scopes of a sign-in to the console. */
    public String signInScope() {
        return application.id() + "/.default openid profile offline_access";
    }

    /**
     * Exchanges the code of a sign-in.
     *
     * @param verifier of the proof key that the sign-in began with
     * @throws AzureException with Azure AD's code and text when it is refused, 503 when Azure AD
     *     does not answer
     */
    public IssuedTokens redeem(String code, String verifier) {
        Map<String, String> fields = fields("authorization_code", signInScope());
        fields.put("code", code);
        fields.put("redirect_uri", application.redirectUri());
        fields.put("code_verifier", verifier);
        return post(ANY_TENANT, fields);
    }

    /**
     * Exchanges a refresh token for a token for the console itself and the next refresh token.
     *
     * @throws AzureException as {@link #redeem} does
     */
    IssuedTokens refresh(String tenantId, String refreshToken) {
        Map<String, String> fields = fields("refresh_token", signInScope());
        fields.put("refresh_token", refreshToken);
        return post(tenantId, fields);
    }

    /**
     * Gets a token for a resource on behalf of a user.
     *
     * @param assertion the user's token for the console itself
     * @throws AzureException as {@link #redeem} does
     */
    IssuedTokens onBehalfOf(String tenantId, String assertion, String resource) {
        Map<String, String> fields = fields("urn:ietf:params:oauth:grant-type:jwt-bearer", resource + "/.default");
        fields.put("requested_token_use", "on_behalf_of");
        fields.put("assertion", assertion);
        return post(tenantId, fields);
    }

    private static Map<String, String> fields(String grantType, String scope) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", grantType);
        fields.put("scope", scope);
        return fields;
    }

    private IssuedTokens post(String tenant, Map<String, String> fields) {
        String path = "/" + tenant + "/oauth2/v2.0/token";
        fields.put("client_id", application.id());
        fields.put("client_assertion_type", ClientAssertion.TYPE);
        fields.put(
                "client_assertion",
                ClientAssertion.sign(application.id(), addresses.login() + path, application.key(), clock));
        return http.request(ServiceName.IDENTITY, "POST", path)
                .form(encode(fields))
                .send()
                .orFault()
                .as(IssuedTokens.class);
    }

    /** Encodes the fields of a form or query. */
    public static String encode(Map<String, String> fields) {
        return UriEncoding.encodeQuery(fields);
    }
}
