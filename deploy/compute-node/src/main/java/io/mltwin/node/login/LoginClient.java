package io.mltwin.node.login;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.calls.VaultClient;
import io.mltwin.node.login.LoginServer.LoginAccount;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks compute-service for the node's SSH account, and tells it where the node serves SSH. In a
 * workspace for data of high business impact compute-service names the secret alone, which is
 * fetched from the workspace's key vault.
 */
final class LoginClient {

    private static final Duration CALL = Duration.ofSeconds(15);
    private static final int VAULT_REFUSES = 502;

    private final NodeHttp http;
    private final ComputeServiceClient service;
    private final VaultClient vault;

    LoginClient(NodeHttp http, ComputeServiceClient service) {
        this.http = http;
        this.service = service;
        this.vault = new VaultClient(http, service);
    }

    /** Names a secret in the workspace's key vault. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record SecretName(String url, String host, String name) {}

    /** The answer of compute-service: the password and the key, or the place of both. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Access(String username, String password, String publicKey, SecretName secret) {

        @Override
        public String toString() {
            return "SSH account " + username;
        }
    }

    private record PortBody(Integer port, String error) {}

    /**
     * Returns the node's account; empty where it has none.
     *
     * @throws StorageCalls.RefusedException when the vault refuses
     */
    Optional<LoginAccount> account() throws IOException {
        HttpResponse<String> answer = http.send(service.request("/ssh-account", CALL)
                .header(NodeHttp.TRACE_PARENT, NodeHttp.untraced())
                .GET()
                .build());
        if (answer.statusCode() == 204) {
            return Optional.empty();
        }
        require(answer);
        Access access = NodeHttp.JSON.readValue(answer.body(), Access.class);
        return Optional.of(
                access.secret() == null
                        ? new LoginAccount(access.username(), access.password(), access.publicKey())
                        : fetch(access));
    }

    private LoginAccount fetch(Access access) throws IOException {
        SecretName name = access.secret();
        String value = vault.get(name.url(), name.host(), name.name());
        try {
            LoginAccount found = NodeHttp.JSON.readValue(value, LoginAccount.class);
            return new LoginAccount(access.username(), found.adminUserPassword(), found.adminUserSshPublicKey());
        } catch (JsonProcessingException malformed) {
            // who may write to the vault can have stored any text, which no log repeats
            throw new StorageCalls.RefusedException(0, "the secret " + name.name() + " is no SSH account");
        }
    }

    /**
     * Says where the node serves SSH, or why it does not.
     *
     * @param port or null
     * @param error or null
     */
    void report(Integer port, String error) throws IOException {
        require(http.send(service.request("/ssh-port", CALL)
                .header(NodeHttp.TRACE_PARENT, NodeHttp.untraced())
                .POST(NodeHttp.json(new PortBody(port, error)))
                .build()));
    }

    private static void require(HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        String text = NodeHttp.describe(answer);
        throw NodeHttp.isPassing(status) && status != VAULT_REFUSES
                ? new IOException(text)
                : new StorageCalls.RefusedException(status, text);
    }
}
