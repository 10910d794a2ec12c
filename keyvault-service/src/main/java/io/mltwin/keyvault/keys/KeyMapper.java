package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.Jwk;
import io.mltwin.keyvault.keys.material.JwkMapper;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** Maps a key's rows to its wire form, which never has a private half. */
final class KeyMapper {

    private KeyMapper() {}

    static KeyBody body(KeyVersionEntity entity, OpenedVault in) {
        return new KeyBody(jwk(entity, in), attributes(entity, in), Tags.read(entity.tags), managed(entity.owner));
    }

    static String kid(KeyVersionEntity entity, OpenedVault in) {
        return new ObjectId(in.url(), Kind.KEYS, entity.owner.name, entity.version).toString();
    }

    /** Maps a key without its version, as in the list of keys. */
    static KeyBody.Item item(KeyVersionEntity latest, OpenedVault in) {
        return new KeyBody.Item(
                new ObjectId(in.url(), Kind.KEYS, latest.owner.name, null).toString(),
                attributes(latest, in),
                Tags.read(latest.tags),
                managed(latest.owner));
    }

    static KeyBody.Item versionItem(KeyVersionEntity entity, OpenedVault in) {
        return new KeyBody.Item(kid(entity, in), attributes(entity, in), Tags.read(entity.tags), managed(entity.owner));
    }

    static KeyBody.Deleted deleted(KeyVersionEntity latest, OpenedVault in) {
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

    static KeyBody.DeletedItem deletedItem(KeyVersionEntity latest, OpenedVault in) {
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

    /** Returns the attributes as vaults show them since API 7.3: no key can be released. */
    private static Attributes attributes(KeyVersionEntity entity, OpenedVault in) {
        return entity.attributes(in.vault()).withExportable(false);
    }

    private static Jwk jwk(KeyVersionEntity entity, OpenedVault in) {
        return JwkMapper.toJwk(StoredKeys.publicHalf(entity), kid(entity, in), Tags.readWords(entity.operations));
    }

    private static Boolean managed(KeyEntity key) {
        return key.managed ? true : null;
    }
}
