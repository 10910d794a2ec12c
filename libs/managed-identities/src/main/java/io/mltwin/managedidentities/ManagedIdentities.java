package io.mltwin.managedidentities;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.PemKeys;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Identities of resources that this service hosts, system-assigned ones and user-assigned ones put
 * on them: it makes the key pair, identity gets the public half, so only the host can speak for the
 * resource.
 */
@Singleton
public class ManagedIdentities {

    private static final int KEY_BITS = 2048;
    private static final String ASSIGNMENTS = "/_internal/managed-identities/assignments";
    private static final long PREPARE_AFTER_SECONDS = 2;

    private final ServiceHttp http;
    private final Tokens tokens;
    private final SecureRandom random;
    private final AtomicReference<KeyPair> prepared = new AtomicReference<>();

    public ManagedIdentities(ServiceHttp http, Tokens tokens, SecureRandom random) {
        this.http = http;
        this.tokens = tokens;
        this.random = random;
    }

    /** The registration of a managed identity at identity-service. */
    public record Registration(String objectId, String clientId, String tenantId) {}

    record NewIdentity(String resourceId, String displayName, String tenantId, String publicKeyPem) {}

    /**
     * Returns a key pair that nobody has had; after the first, the next is made while nobody waits.
     */
    public KeyPair newKeyPair() {
        KeyPair ready = prepared.getAndSet(null);
        CompletableFuture.runAsync(
                () -> prepared.compareAndSet(null, generate()),
                CompletableFuture.delayedExecutor(PREPARE_AFTER_SECONDS, TimeUnit.SECONDS));
        return ready == null ? generate() : ready;
    }

    private KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** Registers or re-keys the identity of a resource; same resource, same identity. */
    public Registration register(String resourceId, String displayName, String tenantId, KeyPair keys) {
        return http.request(ServiceName.IDENTITY, "POST", "/_internal/managed-identities")
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new NewIdentity(resourceId, displayName, tenantId, PemKeys.toPem(keys.getPublic())))
                .send()
                .orFault()
                .as(Registration.class);
    }

    public void delete(String resourceId) {
        http.request(
                        ServiceName.IDENTITY,
                        "DELETE",
                        "/_internal/managed-identities?resourceId=" + UriEncoding.encodeQueryValue(resourceId))
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .send()
                .orFault();
    }

    record Assignment(String identityId, String resourceId, String publicKeyPem, AssigningCaller caller) {}

    record AssigningCaller(String objectId, String displayName, List<String> groups) {}

    /**
     * Puts a user-assigned identity on a resource that this service hosts, for a caller who needs
     * {@code assign/action} on it; from then on this service speaks for it with the key. The same
     * again gives it a new key.
     *
     * @throws io.mltwin.armweb.AzureException 403 {@code LinkedAuthorizationFailed}, 404 for an
     *     identity that does not exist
     */
    public Registration assign(String identityId, String resourceId, KeyPair keys, Caller caller) {
        return http.request(ServiceName.IDENTITY, "POST", ASSIGNMENTS)
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new Assignment(
                        identityId,
                        resourceId,
                        PemKeys.toPem(keys.getPublic()),
                        new AssigningCaller(caller.objectId(), caller.displayName(), caller.groups())))
                .send()
                .orFault()
                .as(Registration.class);
    }

    /** Takes it off again: the key ends. Nothing happens when it is not there. */
    public void unassign(String identityId, String resourceId) {
        http.request(
                        ServiceName.IDENTITY,
                        "DELETE",
                        ASSIGNMENTS
                                + "?identityId="
                                + UriEncoding.encodeQueryValue(identityId)
                                + "&resourceId="
                                + UriEncoding.encodeQueryValue(resourceId))
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .send()
                .orFault();
    }
}
