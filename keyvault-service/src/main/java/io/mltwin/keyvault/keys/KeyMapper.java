package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.Jwk;
import io.mltwin.keyvault.keys.material.JwkMapper;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** Between a key's rows and its wire form, which never has a private half. */
final class KeyMapper {

    private KeyMapper() {}

    static KeyBody body(KeyVersionEntity entity, Opened in) {
        return new KeyBody(
                jwk(entity, in),
                attributes(entity, in),
                Tags.read(entity.tags),
                managed(entity.owner));
    }

    static String kid(KeyVersionEntity entity, Opened in) {
        return new ObjectId(in.url(), Kind.KEYS, entity.owner.name, entity.version).toString();
    }

    /** Without version in the id, as in the list of keys. */
    static KeyBody.Item item(KeyVersionEntity latest, Opened in) {
        return new KeyBody.Item(
                new ObjectId(in.url(), Kind.KEYS, latest.owner.name, null).toString(),
                attributes(latest, in),
                Tags.read(latest.tags),
                managed(latest.owner));
    }

    static KeyBody.Item versionItem(KeyVersionEntity entity, Opened in) {
        return new KeyBody.Item(
                kid(entity, in),
                attributes(entity, in),
                Tags.read(entity.tags),
                managed(entity.owner));
    }

    static KeyBody.Deleted deleted(KeyVersionEntity latest, Opened in) {
        KeyEntity key = latest.owner;
        return new KeyBody.Deleted(
                new ObjectId(in.url(), Kind.KEYS, key.name, null).recoveryId(),
                key.deletedAt.getEpochSecond(),
                key.scheduledPurgeAt.getEpochSecond(),
                jwk(latest, in),
                attributes(latest, in),
                Tags.read(latest.tags),
                managed(key));
    }

    static KeyBody.DeletedItem deletedItem(KeyVersionEntity latest, Opened in) {
        KeyEntity key = latest.owner;
        ObjectId id = new ObjectId(in.url(), Kind.KEYS, key.name, null);
        return new KeyBody.DeletedItem(
                id.recoveryId(),
                key.deletedAt.getEpochSecond(),
                key.scheduledPurgeAt.getEpochSecond(),
                id.toString(),
                attributes(latest, in),
                Tags.read(latest.tags),
                managed(key));
    }

    /** As vaults show them since API 7.3: no key of theirs can be released. */
    private static Attributes attributes(KeyVersionEntity entity, Opened in) {
        return entity.shown(in.vault()).withExportable(false);
    }

    private static Jwk jwk(KeyVersionEntity entity, Opened in) {
        return JwkMapper.toJwk(
                StoredKeys.publicHalf(entity), kid(entity, in), Tags.readWords(entity.operations));
    }

    private static Boolean managed(KeyEntity key) {
        return key.managed ? true : null;
    }
}
