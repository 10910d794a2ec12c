package io.mltwin.identity.oauth.signingkeys;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.identity.oauth.clients.Thumbprint;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.tokencheck.Issuers.Family;
import io.mltwin.tokencheck.SigningKeys.OwnSigningKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The signing keys of Azure AD, of Azure ML's issuer and of B2C: created at first use and stored in
 * the database, with the private key wrapped by the root key. One key signs; earlier ones stay
 * published until their last token has expired.
 */
@Singleton
public class SigningKeyService implements OwnSigningKeys {

    private static final int KEY_BITS = 2048;
    // a token that is being signed at this moment still counts
    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(1);

    private final SigningKeyRepository repository;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<KeyPurpose, Open> open = new ConcurrentHashMap<>();

    SigningKeyService(SigningKeyRepository repository, RootKeys rootKeys, SecureRandom random, Clock clock) {
        this.repository = repository;
        this.rootKeys = rootKeys;
        this.random = random;
        this.clock = clock;
    }

    private record Open(TokenSigner signer, List<SigningKey> all) {}

    /**
     * Signs claims with RS256.
     *
     * @param thumbprint true to name the key by its certificate too, as version 1 tokens do
     */
    public String sign(KeyPurpose purpose, Map<String, Object> claims, boolean thumbprint) {
        return keys(purpose).signer().sign(claims, thumbprint);
    }

    /** Returns all keys whose tokens may be in force, first the one that signs. */
    public List<PublishedKey> published(KeyPurpose purpose) {
        Instant now = clock.instant();
        return keys(purpose).all().stream()
                .filter(key -> key.retiresOn() == null || key.retiresOn().isAfter(now))
                .map(key -> new PublishedKey(
                        key.keyId(), key.publicKey(), key.certificate().clone(), key.thumbprint(), key.retiresOn()))
                .toList();
    }

    @Override
    public boolean has(Family issuer) {
        return issuer != Family.RESOURCE_MANAGER;
    }

    @Override
    public Map<String, Key> published(Family issuer) {
        return published(issuer == Family.AZURE_AD ? KeyPurpose.AZURE_AD : KeyPurpose.AZURE_ML).stream()
                .collect(Collectors.toMap(PublishedKey::keyId, PublishedKey::publicKey));
    }

    /** Creates a new key, which signs from now on. */
    public void rollOver(KeyPurpose purpose) {
        open.compute(
                purpose,
                (same, before) -> QuarkusTransaction.requiringNew().call(() -> {
                    repository.lock(purpose.stored());
                    retire(purpose);
                    make(purpose);
                    return read(purpose);
                }));
    }

    private Open keys(KeyPurpose purpose) {
        Open keys = open.get(purpose);
        if (keys != null) {
            return keys;
        }
        EventLoopOrWorker.requireWorker();
        // one thread of this process asks the database, the lock there keeps out another process
        return open.computeIfAbsent(purpose, this::readOrMake);
    }

    private Open readOrMake(KeyPurpose purpose) {
        return QuarkusTransaction.requiringNew().call(() -> {
            repository.lock(purpose.stored());
            if (repository.of(purpose.stored()).isEmpty()) {
                make(purpose);
            }
            return read(purpose);
        });
    }

    private void retire(KeyPurpose purpose) {
        Instant now = clock.instant();
        repository.deleteRetiredBefore(purpose.stored(), now.minus(KEPT));
        for (SigningKeyEntity row : repository.of(purpose.stored())) {
            if (row.retiresOn() == null) {
                row.retire(now.plus(purpose.longestToken()).plus(MARGIN));
            }
        }
        repository.flush();
    }

    private void make(KeyPurpose purpose) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS, random);
        KeyPair pair = generator.generateKeyPair();
        Instant now = clock.instant();
        byte[] certificate = KeyCertificate.of(pair, now, random);
        // as Azure AD's: the key is named as its certificate
        String keyId = Thumbprint.of("SHA-1", certificate);
        SigningKeyEntity row = new SigningKeyEntity(
                purpose.stored(),
                keyId,
                rootKeys.wrap(pair.getPrivate().getEncoded(), context(purpose, keyId)),
                pair.getPublic().getEncoded(),
                now);
        row.certify(certificate);
        repository.persistAndFlush(row);
    }

    private Open read(KeyPurpose purpose) throws GeneralSecurityException {
        List<SigningKey> all = new ArrayList<>();
        for (SigningKeyEntity row : repository.of(purpose.stored())) {
            all.add(read(purpose, row));
        }
        return new Open(new TokenSigner(all.get(0)), List.copyOf(all));
    }

    private SigningKey read(KeyPurpose purpose, SigningKeyEntity row) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        byte[] privateKey = rootKeys.unwrap(row.wrappedPrivateKey(), context(purpose, row.keyId()));
        KeyPair pair = new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(row.publicKey())),
                factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
        if (row.certificate() == null) {
            row.certify(KeyCertificate.of(pair, row.createdOn(), random));
        }
        return new SigningKey(
                row.keyId(),
                pair.getPrivate(),
                (RSAPublicKey) pair.getPublic(),
                row.certificate(),
                Thumbprint.of("SHA-1", row.certificate()),
                row.retiresOn());
    }

    private static String context(KeyPurpose purpose, String keyId) {
        return "signing-key:" + purpose.stored() + ":" + keyId;
    }

    /**
     * The public half of a signing key, for its JWKS.
     *
     * @param certificate self-signed, DER
     * @param thumbprint SHA-1 of the certificate, as {@code x5t} says it
     * @param retiresOn null for the one that signs
     */
    public record PublishedKey(
            String keyId, RSAPublicKey publicKey, byte[] certificate, String thumbprint, Instant retiresOn) {}
}
