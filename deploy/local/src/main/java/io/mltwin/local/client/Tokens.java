package io.mltwin.local.client;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens from identity-service's v2 endpoint, for the administrator, a service principal or a user
 * of the fixture.
 */
public final class Tokens {
    private static final String ADMIN_SCOPE = "api://mltwin-admin/.default";

    /** The public client that az signs its users in with. */
    private static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    private final PlatformClient client;
    private final PlatformSettings settings;
    private final OperatorCredentials credentials;
    private final TraceParent trace;
    private final Patience patience;

    public Tokens(PlatformClient client, PlatformSettings settings, OperatorCredentials credentials) {
        this(client, settings, credentials, null, Patience.NONE);
    }

    private Tokens(
            PlatformClient client,
            PlatformSettings settings,
            OperatorCredentials credentials,
            TraceParent trace,
            Patience patience) {
        this.trace = trace;
        this.patience = patience;
        this.client = client;
        this.settings = settings;
        this.credentials = credentials;
    }

    /** Returns the same, asked for as a part of a trace. */
    public Tokens within(TraceParent flow) {
        return new Tokens(client, settings, credentials, flow, patience);
    }

    /** Returns the same, asked for again where identity-service does not answer at once. */
    public Tokens with(Patience longer) {
        return new Tokens(client, settings, credentials, trace, longer);
    }

    public String administrator() throws IOException {
        OperatorCredentials.Administrator administrator = credentials.administrator();
        return clientCredentials(
                administrator.tenantId(), administrator.applicationId(), administrator.secret(), ADMIN_SCOPE);
    }

    /**
     * A token of the named service principal or user for a resource such as
     * https://management.azure.com.
     */
    public String of(String name, String resource) throws IOException {
        String scope = resource + "/.default";
        OperatorCredentials.ServicePrincipal principal =
                credentials.servicePrincipals().get(name);
        if (principal != null) {
            return clientCredentials(principal.tenantId(), principal.applicationId(), principal.secret(), scope);
        }
        OperatorCredentials.User user = credentials.users().get(name);
        if (user != null) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "password");
            form.put("client_id", AZURE_CLI);
            form.put("username", user.userPrincipalName());
            form.put("password", user.password());
            form.put("scope", scope + " openid profile offline_access");
            return ask(user.tenantId(), form);
        }
        throw new RefusalException("There is nobody named '"
                + name
                + "'; known are "
                + String.join(", ", credentials.servicePrincipals().keySet())
                + ", "
                + String.join(", ", credentials.users().keySet())
                + ".");
    }

    private String clientCredentials(String tenant, String application, String secret, String scope)
            throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", application);
        form.put("client_secret", secret);
        form.put("scope", scope);
        return ask(tenant, form);
    }

    private String ask(String tenant, Map<String, String> form) throws IOException {
        String encoded = UriEncoding.encodeForm(form);
        Call call = Call.of("POST", settings.ports().of(PlatformService.IDENTITY), "/" + tenant + "/oauth2/v2.0/token")
                .within(trace)
                .form(encoded);
        Reply reply = patience.until(call.toString(), () -> client.send(call), Reply::status);
        String token = reply.body().path("access_token").asText();
        if (!reply.succeeded() || token.isEmpty()) {
            throw new RefusalException("identity gave no token ("
                    + reply.status()
                    + "): "
                    + reply.body()
                            .path("error_description")
                            .asText(reply.body().path("error").asText()));
        }
        return token;
    }
}
