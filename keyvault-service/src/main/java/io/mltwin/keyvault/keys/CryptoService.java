package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.Base64Url;
import io.mltwin.keyvault.keys.material.EncryptionAlgorithm;
import io.mltwin.keyvault.keys.material.SignatureAlgorithm;
import io.mltwin.keyvault.objects.Attributes.Validity;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/**
 * Operations with keys: within {@code key_ops}, not with a disabled key, and what protects anew not
 * outside the key's time.
 */
@ApplicationScoped
public class CryptoService {

    private final VaultDoor door;
    private final StoredKeys stored;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final KeyRotation rotation;
    private final Clock clock;

    CryptoService(
            VaultDoor door,
            StoredKeys stored,
            KeyRepository keys,
            KeyVersionRepository versions,
            KeyRotation rotation,
            Clock clock) {
        this.door = door;
        this.stored = stored;
        this.keys = keys;
        this.versions = versions;
        this.rotation = rotation;
        this.clock = clock;
    }

    /** Which version of which key. */
    record Target(String vault, ObjectName name, String version) {}

    @Transactional
    CryptoBody.Outcome perform(
            Target target, KeyOperation operation, CryptoBody body, VerifiedToken token) {
        Opened in = door.open(target.vault(), operation.permission(), target.name(), token);
        KeyVersionEntity entity = usable(in, target, operation);
        if (body == null) {
            throw ObjectErrors.badParameter("The parameter alg must be specified.");
        }
        return switch (operation) {
            case ENCRYPT, WRAP_KEY ->
                    result(
                            entity,
                            in,
                            encryption(body, entity)
                                    .encrypt(StoredKeys.publicHalf(entity), value(body)));
            case DECRYPT, UNWRAP_KEY ->
                    result(
                            entity,
                            in,
                            encryption(body, entity)
                                    .decrypt(stored.pair(in.vault(), entity), value(body)));
            case SIGN ->
                    result(
                            entity,
                            in,
                            signature(body, entity)
                                    .sign(stored.pair(in.vault(), entity), value(body)));
            case VERIFY ->
                    new CryptoBody.Verdict(
                            signature(body, entity)
                                    .verify(
                                            StoredKeys.publicHalf(entity),
                                            Base64Url.decode("digest", body.digest()),
                                            value(body)));
        };
    }

    private KeyVersionEntity usable(Opened in, Target target, KeyOperation operation) {
        KeyEntity key = keys.requireActive(in.vault(), target.name());
        rotation.rotateIfDue(in.vault(), key);
        KeyVersionEntity entity = versions.require(key, target.version());
        Validity validity = entity.validity();
        Instant now = clock.instant();
        if (!validity.enabled()) {
            throw KeyErrors.disabled(operation.text());
        }
        if (operation.isBoundByTime() && validity.isYetToCome(now)) {
            throw KeyErrors.notYetValid(operation.text());
        }
        if (operation.isBoundByTime() && validity.isOver(now)) {
            throw KeyErrors.expired(operation.text());
        }
        if (!Tags.readWords(entity.operations).contains(operation.text())) {
            throw KeyErrors.notPermitted(operation.text());
        }
        return entity;
    }

    private static EncryptionAlgorithm encryption(CryptoBody body, KeyVersionEntity entity) {
        return EncryptionAlgorithm.of(body.alg(), StoredKeys.shape(entity));
    }

    private static SignatureAlgorithm signature(CryptoBody body, KeyVersionEntity entity) {
        return SignatureAlgorithm.of(body.alg(), StoredKeys.shape(entity));
    }

    private static byte[] value(CryptoBody body) {
        return Base64Url.decode("value", body.value());
    }

    private static CryptoBody.Result result(KeyVersionEntity entity, Opened in, byte[] value) {
        return new CryptoBody.Result(KeyMapper.kid(entity, in), Base64Url.encode(value));
    }
}
