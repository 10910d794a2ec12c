package example;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks a model of Azure ML for a price. Nothing here knows where Azure is: in production variables say so. */
@ApplicationScoped
class Prices {
    private final SecretClient vault;
    private final HttpClient http = HttpClient.createDefault();

    Prices(@ConfigProperty(name = "mltwin.key.vault.url") String vaultUrl) {
        vault = new SecretClientBuilder()
                .vaultUrl(vaultUrl)
                .credential(new DefaultAzureCredentialBuilder().build())
                .buildClient();
    }

    /** Returns what the model answers; its address and key are secrets of the vault. */
    String of(String house) {
        HttpRequest request = new HttpRequest(HttpMethod.POST, secret("model-address"))
                .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + secret("model-key"))
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                .setBody(house);
        try (HttpResponse answer = http.sendSync(request, Context.NONE)) {
            return answer.getStatusCode() + " " + answer.getBodyAsBinaryData();
        }
    }

    private String secret(String name) {
        return vault.getSecret(name).getValue();
    }
}
