package io.mltwin.keyvault.keys;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.keys.material.Base64Url;
import io.mltwin.keyvault.keys.material.EncryptionAlgorithm;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.SignatureAlgorithm;
import io.mltwin.keyvault.keys.material.SymmetricAlgorithm;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Encrypts, decrypts, wraps, unwraps, signs and verifies with keys: within {@code key_ops}, never
 * with a disabled key. Outside a key's time nothing new is protected with it.
 */
@Singleton
public record CryptoService(
        VaultAuthorizer authorizer,
        StoredKeys stored,
        KeyRepository keys,
        KeyVersionRepository versions,
        KeyRotationService rotation,
        Clock clock,
        SecureRandom random) {
    /** A version of a key. */
    record Target(String vault, ObjectName name, String version) {}

    /** Does an operation with a key. Large keys are used on a worker thread only. */
    CryptoBody.Outcome perform(Target target, KeyOperation operation, CryptoBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(target.vault(), operation.permission(), target.name(), token);
        CachedKey key = stored.get(in, target.name(), target.version(), () -> find(in.vault(), target));
        if (!key.isQuick()) {
            EventLoopOrWorker.requireWorker();
        }
        return perform(key, operation, body);
    }

    private KeyVersionEntity find(Vault vault, Target target) {
        KeyEntity key = keys.requireActive(vault, target.name());
        rotation.rotateIfDue(vault, key);
        return versions.require(key, target.version());
    }

    private CryptoBody.Outcome perform(CachedKey key, KeyOperation operation, CryptoBody body) {
        key.require(operation, clock.instant());
        badParameterIf(body == null, "The parameter alg must be specified.");
        KeyMaterial pair = key.material();
        if (pair.shape().isSymmetric()) {
            return symmetric(key, operation, body);
        }
        return switch (operation) {
            case ENCRYPT, WRAP_KEY -> result(key, encryption(body, pair).encrypt(pair, value(body)));
            case DECRYPT, UNWRAP_KEY -> result(key, encryption(body, pair).decrypt(pair, value(body)));
            case SIGN -> result(key, signature(body, pair).sign(pair, value(body)));
            case VERIFY ->
                new CryptoBody.Verdict(
                        signature(body, pair).verify(pair, Base64Url.decode("digest", body.digest()), value(body)));
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

    private static CryptoBody.Result result(CachedKey key, byte[] value) {
        return new CryptoBody.Result(key.kid(), Base64Url.encode(value), null, null, null);
    }

    private CryptoBody.Outcome symmetric(CachedKey key, KeyOperation operation, CryptoBody body) {
        SymmetricAlgorithm algorithm = SymmetricAlgorithm.of(
                body.alg(),
                key.material().shape(),
                operation == KeyOperation.WRAP_KEY || operation == KeyOperation.UNWRAP_KEY);
        SymmetricAlgorithm.Text given = new SymmetricAlgorithm.Text(
                value(body), optional("iv", body.iv()), optional("tag", body.tag()), optional("aad", body.aad()));
        SymmetricAlgorithm.Text made = switch (operation) {
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
        return isEmpty(text) ? null : Base64Url.decode(member, text);
    }

    private static String encoded(byte[] bytes) {
        return bytes == null ? null : Base64Url.encode(bytes);
    }
}
