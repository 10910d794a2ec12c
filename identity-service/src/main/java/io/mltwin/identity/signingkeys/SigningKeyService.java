package io.mltwin.identity.signingkeys;

import io.mltwin.datakeys.RootKeys;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signing keys of Azure AD and of Azure ML's issuer: made at first use, kept in the database
 * with the private half wrapped by the root key, the same after every restart.
 */
@Singleton
public class SigningKeyService {

    private static final int KEY_BITS = 2048;

    private final SigningKeyRepository repository;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<KeyPurpose, SigningKey> open = new ConcurrentHashMap<>();

    SigningKeyService(
            SigningKeyRepository repository, RootKeys rootKeys, SecureRandom random, Clock clock) {
        this.repository = repository;
        this.rootKeys = rootKeys;
        this.random = random;
        this.clock = clock;
    }

    /** Signs claims with RS256. */
    public String sign(KeyPurpose purpose, JwtClaimsBuilder claims) {
        SigningKey key = key(purpose);
        return claims.jws().keyId(key.keyId()).sign(key.privateKey());
    }

    public PublishedKey published(KeyPurpose purpose) {
        SigningKey key = key(purpose);
        return new PublishedKey(key.keyId(), key.publicKey());
    }

    private SigningKey key(KeyPurpose purpose) {
        SigningKey key = open.get(purpose);
        // one thread of this process asks the database, the lock there keeps out another process
        return key != null ? key : open.computeIfAbsent(purpose, this::readOrMake);
    }

    private SigningKey readOrMake(KeyPurpose purpose) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            repository.lock(purpose.stored());
                            SigningKeyEntity row = repository.findById(purpose.stored());
                            return row == null ? make(purpose) : read(purpose, row);
                        });
    }

    private SigningKey make(KeyPurpose purpose) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS, random);
        KeyPair pair = generator.generateKeyPair();
        String keyId = keyId(pair.getPublic().getEncoded());
        byte[] wrapped = rootKeys.wrap(pair.getPrivate().getEncoded(), context(purpose, keyId));
        repository.persist(
                new SigningKeyEntity(
                        purpose.stored(),
                        keyId,
                        wrapped,
                        pair.getPublic().getEncoded(),
                        clock.instant()));
        return new SigningKey(keyId, pair.getPrivate(), (RSAPublicKey) pair.getPublic());
    }

    private SigningKey read(KeyPurpose purpose, SigningKeyEntity row)
            throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        byte[] privateKey = rootKeys.unwrap(row.wrappedPrivateKey(), context(purpose, row.keyId()));
        return new SigningKey(
                row.keyId(),
                factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
                (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(row.publicKey())));
    }

    private static String context(KeyPurpose purpose, String keyId) {
        return "signing-key:" + purpose.stored() + ":" + keyId;
    }

    /** As Azure AD's: 27 characters that name the key. */
    private static String keyId(byte[] publicKey) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 27);
    }
}
