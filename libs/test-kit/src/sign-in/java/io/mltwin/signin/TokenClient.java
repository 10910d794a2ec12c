package io.mltwin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks Azure AD's token endpoints as clients do, and reads what they say. */
public final class TokenClient {
    public static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    public static final String AZURE_POWERSHELL = "1950a258-227b-4e31-a9cf-717495945fc2";
    public static final String ARM = "https://management.azure.com/";
    public static final String ARM_ALL = ARM + ".default openid profile offline_access";

    private final SignInPlatform platform;
    private final SignIn signIn;

    public TokenClient(SignInPlatform platform) {
        this.platform = platform;
        this.signIn = new SignIn(platform);
    }

    public OperatorCredentials.User user(String name) {
        return platform.user(name);
    }

    public OperatorCredentials.ServicePrincipal application(String name) {
        return platform.application(name);
    }

    /** Names and values in turn; a null leaves the field out. */
    public static Map<String, String> form(String... namesAndValues) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                form.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return form;
    }

    public SignInPlatform.Answer v2(String tenant, String... namesAndValues) throws IOException {
        return signIn.post("/" + tenant + "/oauth2/v2.0/token", form(namesAndValues));
    }

    public SignInPlatform.Answer v1(String tenant, String... namesAndValues) throws IOException {
        return signIn.post("/" + tenant + "/oauth2/token", form(namesAndValues));
    }

    public SignInPlatform.Answer post(String path, String... namesAndValues) throws IOException {
        return signIn.post(path, form(namesAndValues));
    }

    /** Through Azure CLI, with a refresh token. */
    public SignInPlatform.Answer password(OperatorCredentials.User user) throws IOException {
        return password(user.tenantId(), user);
    }

    public SignInPlatform.Answer password(String tenant, OperatorCredentials.User user) throws IOException {
        return v2(
                tenant,
                "grant_type",
                "password",
                "client_id",
                AZURE_CLI,
                "username",
                user.userPrincipalName(),
                "password",
                user.password(),
                "scope",
                ARM_ALL);
    }

    public SignInPlatform.Answer refresh(String tenant, String client, String token, String scope) throws IOException {
        return v2(tenant, "grant_type", "refresh_token", "client_id", client, "refresh_token", token, "scope", scope);
    }

    /** Refused with this code, in Azure AD's body. */
    public static JsonNode refused(SignInPlatform.Answer answer, int status, String error, int code) {
        JsonNode body = answer.json();
        assertThat(body.path("error_codes").path(0).asInt()).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_description").asText())
                .startsWith("AADSTS" + code + ": ")
                .contains(" Trace ID: ", " Correlation ID: ", " Timestamp: ");
        assertThat(body.path("trace_id").asText()).isNotEmpty();
        // the two codes that Azure AD does not explain
        assertThat(body.has("error_uri")).isEqualTo(code != 70003 && code != 700038);
        return body;
    }

    public static JsonNode claims(JsonNode answer) throws IOException {
        return Json.MAPPER.readTree(Forgery.payload(answer.path("access_token").asText()));
    }
}
