package io.mltwin.access;

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

    /** The header with a service's own token; the identity's token is in {@code Authorization}. */
    public static final String TRUSTED_SERVICE = "x-ms-mltwin-service";

    private static final String API_VERSION = "?api-version=7.4";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServiceHttp http;
    private final Tokens tokens;

    public IdentityVault(ServiceHttp http, Tokens tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /**
     * A vault and who opens it.
     *
     * @param uri data plane of the vault
     * @param token of the identity for the vault's audience
     * @param forget called when that token was refused: the identity may have a new key
     * @param fault how the plane that asks tells its own caller of the vault's refusal
     */
    public record Door(
            String uri,
            Supplier<String> token,
            Runnable forget,
            Function<Refusal, AzureException> fault) {}

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

    public void set(Door door, String name, String value, String contentType) {
        SecretBody body = new SecretBody(value, contentType, Map.of("managedBy", "azureml"));
        ServiceAnswer answer = send(door, "PUT", "/secrets/" + name, body);
        if (answer.status() == 409) {
            // deleted and not purged yet: the name is free only for the secret it had
            send(door, "POST", "/deletedsecrets/" + name + "/recover", null);
            answer = send(door, "PUT", "/secrets/" + name, body);
        }
        if (!answer.isSuccess()) {
            throw refused(door, "PUT of a secret", answer);
        }
    }

    public String get(Door door, String name) {
        ServiceAnswer answer = send(door, "GET", "/secrets/" + name, null);
        if (!answer.isSuccess()) {
            throw refused(door, "GET of a secret", answer);
        }
        return answer.json().path("value").asText();
    }

    /** Deletes it for good; a vault with purge protection keeps it until its retention ends. */
    public void remove(Door door, String name) {
        ServiceAnswer answer = send(door, "DELETE", "/secrets/" + name, null);
        if (!answer.isSuccess() && answer.status() != 404) {
            throw refused(door, "DELETE of a secret", answer);
        }
        ServiceAnswer purged = send(door, "DELETE", "/deletedsecrets/" + name, null);
        if (!purged.isSuccess() && purged.status() != 403 && purged.status() != 404) {
            throw refused(door, "the purge of a secret", purged);
        }
    }

    private static AzureException refused(Door door, String what, ServiceAnswer answer) {
        return door.fault().apply(new Refusal(what, answer.status(), answer.fault().code()));
    }

    private ServiceAnswer send(Door door, String method, String path, SecretBody body) {
        ServiceAnswer answer = request(door, method, path, body).send();
        if (answer.status() == 401) {
            door.forget().run();
            answer = request(door, method, path, body).send();
        }
        return answer;
    }

    private ServiceRequest request(Door door, String method, String path, SecretBody body) {
        ServiceRequest request =
                http.request(ServiceName.KEYVAULT, method, path + API_VERSION)
                        .host(URI.create(door.uri()).getAuthority())
                        .bearer(door.token().get())
                        .header(
                                TRUSTED_SERVICE,
                                "Bearer " + tokens.forService(ServiceName.KEYVAULT))
                        .timeout(PATIENCE);
        return body == null ? request : request.json(body);
    }
}
