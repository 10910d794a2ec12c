package io.mltwin.managedidentities;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Secrets of a workspace's key vault, reached as the workspace's managed identity ("Enterprise
 * security and governance", Using Azure Key Vault). The service says of itself who calls, so that
 * the vault's firewall knows a trusted Microsoft service ("Trusted services may bypass this
 * firewall"); what the identity may is decided as ever.
 */
@Singleton
public class IdentityVault {

    private static final String API_VERSION = "?api-version=7.4";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServiceHttp http;
    private final Tokens tokens;

    public IdentityVault(ServiceHttp http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /**
     * An identity's credential for one vault.
     *
     * @param uri data plane of the vault
     * @param token returns the identity's token for the vault's audience
     * @param forget drops that token once the vault has answered 401 to it, since the identity may
     *     have a new key
     * @param fault makes the vault's refusal the error of the plane that asks
     */
    public record Credential(
            String uri, Supplier<String> token, Runnable forget, Function<Refusal, AzureException> fault) {}

    /**
     * The vault's refusal.
     *
     * @param what was asked, {@code GET of a secret}
     * @param code Azure's, or null
     */
    public record Refusal(String what, int status, String code) {}

    /** A secret to set. */
    private record SecretBody(String value, String contentType, Map<String, String> tags) {
        @Override
        public String toString() {
            return "secret of type " + contentType;
        }
    }

    /**
     * Sets a secret, and recovers it first where it was deleted and not purged.
     *
     * @throws AzureException the credential's {@code fault}, when the vault refuses
     */
    public void set(Credential credential, String name, String value, String contentType) {
        SecretBody body = new SecretBody(value, contentType, Map.of("managedBy", "azureml"));
        ServiceAnswer answer = send(credential, "PUT", "/secrets/" + name, body);
        if (answer.status() == 409) {
            // deleted and not purged yet: the name is free only for the secret it had
            send(credential, "POST", "/deletedsecrets/" + name + "/recover", null);
            answer = send(credential, "PUT", "/secrets/" + name, body);
        }
        if (!answer.isSuccess()) {
            throw refused(credential, "PUT of a secret", answer);
        }
    }

    /**
     * Returns the value of a secret's newest version.
     *
     * @throws AzureException the credential's {@code fault}, when the vault refuses or has no such
     *     secret
     */
    public String get(Credential credential, String name) {
        ServiceAnswer answer = send(credential, "GET", "/secrets/" + name, null);
        if (!answer.isSuccess()) {
            throw refused(credential, "GET of a secret", answer);
        }
        return answer.json().path("value").asText();
    }

    /**
     * Deletes a secret for good; a vault with purge protection keeps it until its retention ends.
     *
     * @throws AzureException the credential's {@code fault}, when the vault refuses to delete it
     */
    public void remove(Credential credential, String name) {
        ServiceAnswer answer = send(credential, "DELETE", "/secrets/" + name, null);
        if (!answer.isSuccess() && answer.status() != 404) {
            throw refused(credential, "DELETE of a secret", answer);
        }
        ServiceAnswer purged = send(credential, "DELETE", "/deletedsecrets/" + name, null);
        if (!purged.isSuccess() && purged.status() != 403 && purged.status() != 404) {
            throw refused(credential, "the purge of a secret", purged);
        }
    }

    private static AzureException refused(Credential credential, String what, ServiceAnswer answer) {
        return credential
                .fault()
                .apply(new Refusal(what, answer.status(), answer.fault().code()));
    }

    private ServiceAnswer send(Credential credential, String method, String path, SecretBody body) {
        ServiceAnswer answer = request(credential, method, path, body).send();
        if (answer.status() == 401) {
            credential.forget().run();
            answer = request(credential, method, path, body).send();
        }
        return answer;
    }

    private ServiceRequest request(Credential credential, String method, String path, SecretBody body) {
        ServiceRequest request = http.request(ServiceName.KEYVAULT, method, path + API_VERSION)
                .host(URI.create(credential.uri()).getAuthority())
                .bearer(credential.token().get())
                .header(Tokens.TRUSTED_SERVICE, "Bearer " + tokens.forService(ServiceName.KEYVAULT))
                .timeout(PATIENCE);
        return body == null ? request : request.json(body);
    }
}
