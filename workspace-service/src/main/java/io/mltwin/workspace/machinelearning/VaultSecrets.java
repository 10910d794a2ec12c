package io.mltwin.workspace.machinelearning;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/**
 * Secrets of a workspace's vault, read and written by the Azure ML application over the vault's
 * data plane.
 */
@Singleton
public class VaultSecrets {

    private static final String API_VERSION = "?api-version=7.4";

    private final ServiceHttp http;
    private final Tokens tokens;
    private final Addresses addresses;

    public VaultSecrets(ServiceHttp http, Tokens tokens, Addresses addresses) {
        this.http = http;
        this.tokens = tokens;
        this.addresses = addresses;
    }

    /** A secret to set. */
    record Secret(String value, String contentType) {
        @Override
        public String toString() {
            return "secret of type " + contentType;
        }
    }

    public void set(String vaultUri, String name, String value, String contentType) {
        request(vaultUri, "PUT", name).json(new Secret(value, contentType)).send().orFault();
    }

    /**
     * Its value.
     *
     * @throws AzureFault when the vault refuses or has none such
     */
    public String get(String vaultUri, String name) {
        ServiceAnswer answer = request(vaultUri, "GET", name).send().orFault();
        return answer.json().path("value").asText();
    }

    /** Its value, or empty when the vault has none such or does not show it. */
    public Optional<String> find(String vaultUri, String name) {
        ServiceAnswer answer = request(vaultUri, "GET", name).send();
        if (answer.status() == 403 || answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(answer.orFault().json().path("value").asText());
    }

    private ServiceRequest request(String vaultUri, String method, String name) {
        return http.request(ServiceName.KEYVAULT, method, "/secrets/" + name + API_VERSION)
                .host(URI.create(vaultUri).getAuthority())
                .bearer(tokens.asApplication(addresses.vaultAudience()).value());
    }
}
