package io.mltwin.workspace.assertions;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.tokencheck.Issuers.Family;
import io.mltwin.tokencheck.SigningKeys.OwnSigningKeys;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The key pair ARM signs its assertions with: made at first use, kept wrapped, the same after a
 * restart.
 */
@Singleton
public class AssertionKeys implements OwnSigningKeys {

    private static final int KEY_BITS = 2048;
    private static final String CONTEXT = "assertion-key:";

    private final AssertionKeyRepository rows;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final Clock clock;
    private volatile SigningKey current;

    public AssertionKeys(AssertionKeyRepository rows, RootKeys rootKeys, SecureRandom random, Clock clock) {
        this.rows = rows;
        this.rootKeys = rootKeys;
        this.random = random;
        this.clock = clock;
    }

    /** The private key and the id under which its public half is published. */
    record SigningKey(String keyId, PrivateKey key) {
        @Override
        public String toString() {
            return "signing key " + keyId;
        }
    }

    /** A published public key. */
    record PublishedKey(String keyId, RSAPublicKey key) {}

    SigningKey signingKey() {
        SigningKey key = current;
        if (key == null) {
            synchronized (this) {
                if (current == null) {
                    current = QuarkusTransaction.requiringNew().call(this::readOrMake);
                }
                key = current;
            }
        }
        return key;
    }

    List<PublishedKey> published() {
        signingKey();
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.newestFirst().stream()
                        .map(row -> new PublishedKey(row.keyId, publicKey(row.publicKey)))
                        .toList());
    }

    @Override
    public boolean has(Family issuer) {
        return issuer == Family.RESOURCE_MANAGER;
    }

    @Override
    public Map<String, Key> published(Family issuer) {
        return published().stream().collect(Collectors.toMap(PublishedKey::keyId, PublishedKey::key));
    }

    private SigningKey readOrMake() throws GeneralSecurityException {
        AssertionKeyEntity row = rows.newest().orElse(null);
        if (row == null) {
            row = make();
            rows.persist(row);
        }
        byte[] encoded = rootKeys.unwrap(row.wrappedPrivateKey, CONTEXT + row.keyId);
        return new SigningKey(
                row.keyId, KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    }

    private AssertionKeyEntity make() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS, random);
        KeyPair pair = generator.generateKeyPair();
        AssertionKeyEntity row = new AssertionKeyEntity();
        row.keyId = UUID.randomUUID().toString();
        row.wrappedPrivateKey = rootKeys.wrap(pair.getPrivate().getEncoded(), CONTEXT + row.keyId);
        row.publicKey = pair.getPublic().getEncoded();
        row.createdAt = clock.instant();
        return row;
    }

    private static RSAPublicKey publicKey(byte[] encoded) {
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
            return (RSAPublicKey) key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored public key cannot be read", e);
        }
    }

    /** ARM's signing keys, newest first. */
    @Singleton
    static class AssertionKeyRepository implements PanacheRepositoryBase<AssertionKeyEntity, String> {

        List<AssertionKeyEntity> newestFirst() {
            return list("order by createdAt desc");
        }

        Optional<AssertionKeyEntity> newest() {
            return find("order by createdAt desc").firstResultOptional();
        }
    }
}
