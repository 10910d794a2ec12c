package io.mltwin.compute.supportapplication;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.compute.supportapplication.SupportKeyEntity.SupportKeyRepository;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.PemKeys;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.reset.Resettable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys with which this service signs in as support applications. A pair is created at first
 * use; identity gets the public key, and the private key is stored wrapped.
 */
@Singleton
class SupportApplicationKeys implements Resettable {

    private static final String CONTEXT = "support-application:";

    private final SupportKeyRepository rows;
    private final ManagedIdentities pairs;
    private final ServiceHttp http;
    private final Tokens tokens;
    private final RootKeys rootKeys;
    private final Clock clock;

    /** Applications whose public half identity has for certain. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    SupportApplicationKeys(
            SupportKeyRepository rows,
            ManagedIdentities pairs,
            ServiceHttp http,
            Tokens tokens,
            RootKeys rootKeys,
            Clock clock) {
        this.rows = rows;
        this.pairs = pairs;
        this.http = http;
        this.tokens = tokens;
        this.rootKeys = rootKeys;
        this.clock = clock;
    }

    record PublicKeyBody(String publicKeyPem) {}

    /**
     * Returns the application's key, which is stored before identity gets the public half. Identity
     * gets it again with the first use after a start, since nobody knows whether it did.
     */
    PrivateKey of(String applicationId, String tenantId) {
        SupportKeyEntity row = find(applicationId).orElseGet(() -> make(applicationId, tenantId));
        PrivateKey key = key(row);
        if (!told.contains(applicationId)) {
            tell(applicationId, key);
            told.add(applicationId);
        }
        return key;
    }

    private Optional<SupportKeyEntity> find(String applicationId) {
        return QuarkusTransaction.requiringNew().call(() -> rows.findByIdOptional(applicationId));
    }

    private SupportKeyEntity make(String applicationId, String tenantId) {
        SupportKeyEntity row = new SupportKeyEntity();
        row.applicationId = applicationId;
        row.tenantId = tenantId;
        row.wrappedKey = rootKeys.wrap(
                PemKeys.toPem(pairs.newKeyPair().getPrivate()).getBytes(StandardCharsets.UTF_8),
                CONTEXT + applicationId);
        row.created = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> rows.addIfAbsent(row));
    }

    private PrivateKey key(SupportKeyEntity row) {
        byte[] pem = rootKeys.unwrap(row.wrappedKey, CONTEXT + row.applicationId);
        return PemKeys.privateKey(new String(pem, StandardCharsets.UTF_8));
    }

    private void tell(String applicationId, PrivateKey key) {
        http.request(ServiceName.IDENTITY, "PUT", "/_internal/support-applications/" + applicationId + "/key")
                .bearer(tokens.forService(ServiceName.IDENTITY))
                .json(new PublicKeyBody(PemKeys.toPem(publicHalf(key))))
                .send()
                .orFault();
        tokens.forget(applicationId);
    }

    private static PublicKey publicHalf(PrivateKey key) {
        RSAPrivateCrtKey pair = (RSAPrivateCrtKey) key;
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(pair.getModulus(), pair.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    @Override
    public void clear() {
        told.clear();
    }
}
