package io.mltwin.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Somebody of a {@link Tenant} who can sign in: an application by a secret or a certificate, or a person by a password. */
public final class Principal {
    /** The public client that az signs people in with. */
    private static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    private final Mltwin platform;
    private final String tenantId;
    private final String clientId;
    private final String objectId;
    private final Optional<String> userName;
    private final String secret;
    private final ClientCertificate certificate;

    private Principal(
            Mltwin platform,
            String tenantId,
            String clientId,
            String objectId,
            Optional<String> userName,
            String secret,
            ClientCertificate certificate) {
        this.platform = platform;
        this.tenantId = tenantId;
        this.clientId = clientId;
        this.objectId = objectId;
        this.userName = userName;
        this.secret = secret;
        this.certificate = certificate;
    }

    static Principal application(Mltwin platform, String tenantId, String clientId, String objectId, String secret) {
        return new Principal(platform, tenantId, clientId, objectId, Optional.empty(), secret, null);
    }

    static Principal certified(Mltwin platform, String tenantId, String clientId, String objectId) {
        return new Principal(platform, tenantId, clientId, objectId, Optional.empty(), null, ClientCertificate.make());
    }

    static Principal person(Mltwin platform, String tenantId, String objectId, String name, String password) {
        return new Principal(platform, tenantId, AZURE_CLI, objectId, Optional.of(name), password, null);
    }

    /** Returns the principal of a launcher's credentials. */
    static Principal of(Mltwin platform, JsonValue known) {
        String tenantId = known.at("tenantId").requireText("The tenant of a principal");
        String objectId = known.at("objectId").requireText("The object id of a principal");
        String userName = known.at("userPrincipalName").text();
        return userName == null
                ? application(
                        platform,
                        tenantId,
                        known.at("applicationId").requireText("The application of a principal"),
                        objectId,
                        known.at("secret").text())
                : person(
                        platform,
                        tenantId,
                        objectId,
                        userName,
                        known.at("password").text());
    }

    public String tenantId() {
        return tenantId;
    }

    /** Returns the id of the application; of a person, that of the public client az. */
    public String clientId() {
        return clientId;
    }

    /** Returns the object id, which role assignments and tokens name. */
    public String objectId() {
        return objectId;
    }

    /** Returns the name that a person signs in with; empty of an application. */
    public Optional<String> userName() {
        return userName;
    }

    /** Returns the application's secret, or the person's password; null of an application with a certificate. */
    public String secret() {
        return secret;
    }

    /** Returns the certificate in PEM; null of an application with a secret and of a person. */
    String certificate() {
        return certificate == null ? null : certificate.pem();
    }

    /**
     * Returns a new access token of Azure AD's v2 endpoint.
     *
     * @param scope such as {@code https://management.azure.com/.default}
     */
    public String token(String scope) {
        URI endpoint = platform.tokenEndpoint(tenantId);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", clientId);
        form.put("scope", scope);
        if (userName.isPresent()) {
            form.put("grant_type", "password");
            form.put("username", userName.get());
            form.put("password", secret);
        } else {
            form.put("grant_type", "client_credentials");
            if (certificate == null) {
                form.put("client_secret", secret);
            } else {
                form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
                form.put("client_assertion", certificate.assertion(clientId, endpoint));
            }
        }
        return platform.http().token(endpoint, form);
    }

    /** Returns what {@code DefaultAzureCredential} of every language reads, and nothing of others. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AZURE_TENANT_ID", tenantId);
        variables.put("AZURE_CLIENT_ID", clientId);
        if (userName.isPresent()) {
            variables.put("AZURE_USERNAME", userName.get());
            variables.put("AZURE_PASSWORD", secret);
        } else if (certificate != null) {
            variables.put("AZURE_CLIENT_CERTIFICATE_PATH", certificate.file().toString());
        } else {
            variables.put("AZURE_CLIENT_SECRET", secret);
        }
        return variables;
    }

    Mltwin platform() {
        return platform;
    }

    @Override
    public String toString() {
        return "Principal[" + userName.orElse(clientId) + "]";
    }
}
