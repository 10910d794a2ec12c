package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.Base64Url;
import io.mltwin.keyvault.keys.material.EncryptionAlgorithm;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.SignatureAlgorithm;
import io.mltwin.keyvault.keys.material.SymmetricAlgorithm;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectMemory;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Operations with keys: within {@code key_ops}, not with a disabled key, and what protects anew not
 * outside the key's time.
 */
@ApplicationScoped
public class CryptoService {

    private final VaultAuthorizer authorizer;
    private final StoredKeys stored;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final KeyRotation rotation;
    private final ObjectMemory memory;
    private final Clock clock;
    private final SecureRandom random;

    CryptoService(
            VaultAuthorizer authorizer,
            StoredKeys stored,
            KeyRepository keys,
            KeyVersionRepository versions,
            KeyRotation rotation,
            ObjectMemory memory,
            Clock clock,
            SecureRandom random) {
        this.authorizer = authorizer;
        this.stored = stored;
        this.keys = keys;
        this.versions = versions;
        this.rotation = rotation;
        this.memory = memory;
        this.clock = clock;
        this.random = random;
    }

    /** Which version of which key. */
    record Target(String vault, ObjectName name, String version) {}

    CryptoBody.Outcome perform(
            Target target, KeyOperation operation, CryptoBody body, VerifiedToken token) {
        return authorizer.perform(
                target.vault(),
                operation.permission(),
                target.name(),
                token,
                in -> {
                    ObjectMemory.Name name =
                            ObjectMemory.Name.of(Kind.KEYS, in.vault().id(), target.name());
                    ObjectMemory.Ticket read = memory.ticket(name);
                    KeyEntity key = keys.requireActive(in.vault(), target.name());
                    rotation.rotateIfDue(in.vault(), key);
                    KeyVersionEntity entity = versions.require(key, target.version());
                    KnownKey known = KnownKey.of(entity, in, stored.pair(in.vault(), entity));
                    if (!key.managed && key.rotationPolicy == null) {
                        // of others, time may make a new version
                        memory.remember(name, target.version(), known, known.bytes(), read);
                    }
                    return perform(known, operation, body);
                });
    }

    /**
     * Like {@link #perform}, asking neither the database nor identity.
     *
     * @return null when that cannot be answered so, or not quickly
     */
    CryptoBody.Outcome performKnown(
            Target target, KeyOperation operation, CryptoBody body, VerifiedToken token) {
        Opened in =
                authorizer.openKnown(target.vault(), operation.permission(), target.name(), token);
        if (in == null) {
            return null;
        }
        KnownKey known =
                memory.find(
                        KnownKey.class,
                        ObjectMemory.Name.of(Kind.KEYS, in.vault().id(), target.name()),
                        target.version());
        return known == null || known.vault() != in.vault() || !known.isQuick()
                ? null
                : perform(known, operation, body);
    }

    private CryptoBody.Outcome perform(KnownKey key, KeyOperation operation, CryptoBody body) {
        key.require(operation, clock.instant());
        if (body == null) {
            throw ObjectErrors.badParameter("The parameter alg must be specified.");
        }
        KeyMaterial pair = key.material();
        if (pair.shape().isSymmetric()) {
            return symmetric(key, operation, body);
        }
        return switch (operation) {
            case ENCRYPT, WRAP_KEY ->
                    result(key, encryption(body, pair).encrypt(pair, value(body)));
            case DECRYPT, UNWRAP_KEY ->
                    result(key, encryption(body, pair).decrypt(pair, value(body)));
            case SIGN -> result(key, signature(body, pair).sign(pair, value(body)));
            case VERIFY ->
                    new CryptoBody.Verdict(
                            signature(body, pair)
                                    .verify(
                                            pair,
                                            Base64Url.decode("digest", body.digest()),
                                            value(body)));
        };
    }

    private static EncryptionAlgorithm encryption(CryptoBody body, KeyMaterial pair) {
        return EncryptionAlgorithm.of(body.alg(), pair.shape());
    }

    private static SignatureAlgorithm signature(CryptoBody body, KeyMaterial pair) {
        return SignatureAlgorithm.of(body.alg(), pair.shape());
    }

    private static byte[] value(CryptoBody body) {
        return Base64Url.decode("value", body.value());
    }

    private static CryptoBody.Result result(KnownKey key, byte[] value) {
        return new CryptoBody.Result(key.kid(), Base64Url.encode(value), null, null, null);
    }

    private CryptoBody.Outcome symmetric(KnownKey key, KeyOperation operation, CryptoBody body) {
        SymmetricAlgorithm algorithm =
                SymmetricAlgorithm.of(
                        body.alg(),
                        key.material().shape(),
                        operation == KeyOperation.WRAP_KEY || operation == KeyOperation.UNWRAP_KEY);
        SymmetricAlgorithm.Text given =
                new SymmetricAlgorithm.Text(
                        value(body),
                        optional("iv", body.iv()),
                        optional("tag", body.tag()),
                        optional("aad", body.aad()));
        SymmetricAlgorithm.Text made =
                switch (operation) {
                    case ENCRYPT, WRAP_KEY -> algorithm.encrypt(key.material(), given, random);
                    default -> algorithm.decrypt(key.material(), given);
                };
        return new CryptoBody.Result(
                key.kid(),
                Base64Url.encode(made.value()),
                encoded(made.iv()),
                encoded(made.tag()),
                encoded(made.aad()));
    }

    private static byte[] optional(String member, String text) {
        return text == null || text.isEmpty() ? null : Base64Url.decode(member, text);
    }

    private static String encoded(byte[] bytes) {
        return bytes == null ? null : Base64Url.encode(bytes);
    }
}
