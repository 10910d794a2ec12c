package io.mltwin.scoring.keys;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.scoring.keys.OwnTokens.SigningKeySource;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys by which this service signs tokens of its own: made at first use, kept wrapped in the
 * database.
 */
@Singleton
public class SigningKeys implements SigningKeySource {

    private static final int KEY_BITS = 2048;

    private final SigningKeyRepository repository;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<String, SigningKey> opened = new ConcurrentHashMap<>();

    public SigningKeys(SigningKeyRepository repository, RootKeys rootKeys, SecureRandom random, Clock clock) {
        this.repository = repository;
        this.rootKeys = rootKeys;
        this.random = random;
        this.clock = clock;
    }

    /** A key pair with the id that its tokens name. */
    public record SigningKey(String keyId, KeyPair pair) {
        @Override
        public String toString() {
            return "signing key " + keyId;
        }
    }

    @Override
    public SigningKey named(String name) {
        SigningKey known = opened.get(name);
        if (known != null) {
            return known;
        }
        EventLoopOrWorker.requireWorker();
        return opened.computeIfAbsent(name, this::load);
    }

    private SigningKey load(String name) {
        SigningKeyEntity stored = repository.find(name);
        if (stored == null) {
            repository.insertUnlessThere(make(name));
            stored = repository.find(name);
        }
        return open(stored);
    }

    private SigningKeyEntity make(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS, random);
            KeyPair pair = generator.generateKeyPair();
            SigningKeyEntity key = new SigningKeyEntity();
            key.name = name;
            key.keyId = UUID.randomUUID().toString();
            key.publicKey = pair.getPublic().getEncoded();
            key.wrappedPrivateKey = rootKeys.wrap(pair.getPrivate().getEncoded(), context(name));
            key.createdAt = clock.instant();
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private SigningKey open(SigningKeyEntity stored) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            byte[] privateKey = rootKeys.unwrap(stored.wrappedPrivateKey, context(stored.name));
            return new SigningKey(
                    stored.keyId,
                    new KeyPair(
                            factory.generatePublic(new X509EncodedKeySpec(stored.publicKey)),
                            factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The stored signing key is no RSA key", e);
        }
    }

    private static String context(String name) {
        return "signing-key:" + name;
    }
}
