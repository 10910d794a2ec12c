package io.mltwin.access;

import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * System-assigned identities hosted by this service: it makes the key pair, identity gets the
 * public half, so only the host can speak for the resource.
 */
@Singleton
public class ManagedIdentities {

    private static final int KEY_BITS = 2048;
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

    /** What identity keeps of a managed identity. */
    public record Registration(String objectId, String clientId, String tenantId) {}

    record NewIdentity(
            String resourceId, String displayName, String tenantId, String publicKeyPem) {}

    /** A key pair that nobody has had; after the first, the next is made while nobody waits. */
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
    public Registration register(
            String resourceId, String displayName, String tenantId, KeyPair keys) {
        return http.request(ServiceName.IDENTITY, "POST", "/_internal/managed-identities")
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(
                        new NewIdentity(
                                resourceId, displayName, tenantId, PemKeys.toPem(keys.getPublic())))
                .send()
                .orFault()
                .as(Registration.class);
    }

    public void delete(String resourceId) {
        http.request(
                        ServiceName.IDENTITY,
                        "DELETE",
                        "/_internal/managed-identities?resourceId="
                                + URLEncoder.encode(resourceId, StandardCharsets.UTF_8))
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .send()
                .orFault();
    }
}
