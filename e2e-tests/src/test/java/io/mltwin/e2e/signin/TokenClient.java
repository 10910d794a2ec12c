package io.mltwin.e2e.signin;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Forgery;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
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

    private final TestPlatform platform;
    private final SignIn signIn;

    public TokenClient(TestPlatform platform) {
        this.platform = platform;
        this.signIn = new SignIn(platform);
    }

    public OperatorCredentials.User user(String name) {
        return platform.platform().credentials().users().get(name);
    }

    public OperatorCredentials.ServicePrincipal application(String name) {
        return platform.platform().credentials().servicePrincipals().get(name);
    }

    /** Names and values in turn; a null leaves the field out. */
    private static Map<String, String> form(String... namesAndValues) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                form.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return form;
    }

    public FlowClient.Answer v2(String tenant, String... namesAndValues) throws IOException {
        return signIn.post("/" + tenant + "/oauth2/v2.0/token", form(namesAndValues));
    }

    public FlowClient.Answer post(String path, String... namesAndValues) throws IOException {
        return signIn.post(path, form(namesAndValues));
    }

    /** Through Azure CLI, with a refresh token. */
    public FlowClient.Answer password(OperatorCredentials.User user) throws IOException {
        return v2(
                user.tenantId(),
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

    public FlowClient.Answer refresh(String tenant, String client, String token, String scope) throws IOException {
        return v2(tenant, "grant_type", "refresh_token", "client_id", client, "refresh_token", token, "scope", scope);
    }

    static JsonNode claims(JsonNode answer) throws IOException {
        return Json.MAPPER.readTree(Forgery.payload(answer.path("access_token").asText()));
    }
}
