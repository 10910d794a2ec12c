package io.mltwin.node.calls;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.UriEncoding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Fetches secrets of datastores, of the container registry and of SSH accounts from the workspace's
 * key vault as the workspace's managed identity, so that they are in nothing that the node is sent
 * ("credentials are passed through your key vault").
 */
public record VaultClient(NodeHttp http, ComputeServiceClient service) {

    private static final Duration CALL = Duration.ofSeconds(15);
    private static final String KEY = "AccountKey=";
    private static final String SIGNATURE = "SharedAccessSignature=";

    /**
     * Returns what opens a container or share, with a signature or a service principal's token
     * where a secret is named.
     *
     * @throws StorageCalls.RefusedException when the vault or Azure AD refuses
     */
    public ComputeServiceClient.DataAccess open(ComputeServiceClient.DataAccess access) throws IOException {
        SecretReference secret = access.secret();
        if (secret == null) {
            return access;
        }
        return secret.principal() == null ? access.withSignature(signature(secret)) : access.withToken(token(secret));
    }

    private String token(SecretReference reference) throws IOException {
        String clientSecret = get(reference.url(), reference.host(), reference.secret());
        SecretReference.Principal principal = reference.principal();
        HttpRequest request = HttpRequest.newBuilder(URI.create(principal.url()))
                .timeout(CALL)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + UriEncoding.encodeFormValue(principal.clientId())
                        + "&client_secret="
                        + UriEncoding.encodeFormValue(clientSecret)
                        + "&scope="
                        + UriEncoding.encodeFormValue(principal.resource() + "/.default")))
                .build();
        HttpResponse<String> answer = http.send(request);
        if (answer.statusCode() == 200) {
            return NodeHttp.JSON.readTree(answer.body()).path("access_token").asText();
        }
        String text = "Azure AD refuses the service principal "
                + principal.clientId()
                + " of the datastore: "
                + NodeHttp.describe(answer);
        throw NodeHttp.isPassing(answer.statusCode())
                ? new IOException(text)
                : new StorageCalls.RefusedException(answer.statusCode(), text);
    }

    /**
     * Returns the shared access signature that the secret is, or one that is made with the
     * account's key.
     *
     * @throws StorageCalls.RefusedException when the vault refuses
     */
    private String signature(SecretReference reference) throws IOException {
        String connection = get(reference.url(), reference.host(), reference.secret());
        if (!reference.isAccountKey()) {
            int start = connection.indexOf(SIGNATURE);
            if (start < 0) {
                throw malformed(reference);
            }
            return connection.substring(start + SIGNATURE.length()).replaceFirst("^\\?", "");
        }
        for (String part : connection.split(";")) {
            if (part.startsWith(KEY)) {
                return reference.signature(part.substring(KEY.length()));
            }
        }
        throw malformed(reference);
    }

    private static StorageCalls.RefusedException malformed(SecretReference reference) {
        return new StorageCalls.RefusedException(0, "the secret " + reference.secret() + " is no " + reference.kind());
    }

    /**
     * Returns the password that a reference names.
     *
     * @throws StorageCalls.RefusedException when the vault refuses
     */
    public String password(ComputeServiceClient.PasswordReference reference) throws IOException {
        return get(reference.url(), reference.host(), reference.secret());
    }

    /**
     * Returns the value of a secret.
     *
     * @param url address of the vaults
     * @param host the virtual host of the vault
     * @throws StorageCalls.RefusedException when the vault refuses
     */
    public String get(String url, String host, String secret) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + "/secrets/" + UriEncoding.encodePath(secret) + "?api-version=7.4"))
                .timeout(CALL)
                .header("Host", host)
                .header("Authorization", "Bearer " + service.vaultToken())
                .header("Accept", "application/json")
                .GET()
                .build();
        HttpResponse<String> answer = http.send(request);
        if (answer.statusCode() == 200) {
            JsonNode value = NodeHttp.JSON.readTree(answer.body()).path("value");
            return value.asText();
        }
        String text = "the key vault refuses the secret " + secret + ": " + NodeHttp.describe(answer);
        throw NodeHttp.isPassing(answer.statusCode())
                ? new IOException(text)
                : new StorageCalls.RefusedException(answer.statusCode(), text);
    }
}
